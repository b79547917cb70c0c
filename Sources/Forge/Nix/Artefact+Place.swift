import ConfigurationGraph

extension Artefact {
    /// Has an artefact stand where one of its name is: it stays its set's that declares it.
    ///
    /// - Parameter set: the declaration set that wants it; nil for what is forged by hand.
    /// - Throws: ``ForgeError/declared(_:by:)`` for what nobody declares, in the place of another that is declared.
    mutating func takePlace(of before: Artefact?, declaredBy set: String?) throws(ForgeError) {
        if set == nil, let owner = before?.declaredBy, before?.content != content { throw .declared(name, by: owner) }
        declaredBy = before?.declaredBy ?? set
    }
}
