public import ConfigurationGraph
public import OCI

/// What an operator declares with a set of files: each document well formed in itself, and all of them together free of
/// contradictions. Whether what they refer to exists is for ``Architect/check(_:against:)`` to say.
public struct Declarations: Sendable {
    /// The name of the declaration set, which decides what a later apply of the same set deletes.
    public var set: String
    /// Configurations, automatons, volumes and host policies, in the order of the files; secrets once they are sealed.
    public var nodes: [Node]
    /// The artefacts that are to be there, in the order of the files.
    public var artefacts: [ArtefactDeclaration]
    /// The secrets that are to be there, in the order of the files.
    public var secrets: [SecretDeclaration]
    /// The names that documents give of other nodes, with their places.
    let references: [Reference]
    /// The texts, to show lines of.
    let sources: Sources
}

/// An artefact that the operator wants forged where it isn't there yet.
public struct ArtefactDeclaration: Hashable, Sendable {
    /// The artefact's name.
    public var name: String
    /// The image's reference as it was written, as `oci:./images/web:1.0`.
    public var reference: String
    /// The folder that a relative path in the reference starts from: that of the file that declares it
    /// (``SourceFile/folder``).
    public var baseFolder: String
    /// The repository's name that the image must have; nil where any will do.
    public var imageName: String?
    /// The digest that the image must have in its source; nil where any will do.
    public var imageDigest: Digest?
    /// The SHA-256 that the image must have as a docker-archive; nil where any will do.
    public var sha256: Digest?
    /// Where its document begins.
    public var location: SourceLocation
    /// Where its image's reference stands.
    public var imageLocation: SourceLocation
}

extension ArtefactDeclaration {
    /// The reference with a relative path starting from ``baseFolder``, as `oci:/srv/shop/images/web:1.0`; references
    /// without a file's path stay as they are.
    public var resolvedReference: String {
        guard let colon = reference.firstIndex(of: ":"),
            ["oci", "oci-archive", "docker-archive"].contains(reference[..<colon])
        else { return reference }
        let path = reference[reference.index(after: colon)...]
        guard !path.isEmpty, !path.hasPrefix("/") else { return reference }
        let relative = path.hasPrefix("./") ? path.dropFirst(2) : path
        return "\(reference[..<colon]):\(baseFolder.hasSuffix("/") ? baseFolder : baseFolder + "/")\(relative)"
    }
}
