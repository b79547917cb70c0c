import ConfigurationGraph

extension Artefact {
    /// Has an artefact that was forged by hand stand where one of its name is: it stays its set's that declares it.
    ///
    /// - Throws: ``ForgeError/declared(_:by:)`` in the place of another that is declared.
    mutating func takePlace(of before: Artefact?) throws(ForgeError) {
        if let owner = before?.declaredBy, before?.content != content { throw .declared(name, by: owner) }
        declaredBy = before?.declaredBy
    }
}
