public import ConfigurationGraph
public import OCIImages

extension Forge {
    /// The nodes that an image would become, as far as its source's small documents tell. Nothing is written, and no
    /// layer is read: only that each is there, and as long as the manifest says.
    ///
    /// What the layers alone can tell is left as it is in the graph, or open: the sha256, and who a `User` given by name
    /// is.
    ///
    /// - Throws: ``ImageError``, ``ForgeError``, and what reading the store throws.
    public func preview(
        _ reference: ImageReference, name: String, expecting: ExpectedImage = ExpectedImage(), declaredBy: String? = nil
    ) async throws -> [Node] {
        try await ImageIntake(
            reference, name: name, expecting: expecting, declaredBy: declaredBy, forge: self, progress: { _ in }
        ).preview()
    }
}
