/// How a content-addressed path's content is hashed (Nix manual, "Content-addressing store objects").
public enum ContentAddressMethod: String, Sendable, CaseIterable {
    /// A file's bytes.
    case flat = ""
    /// The archive (NAR) of a file or folder.
    case recursive = "r:"
    /// A file's bytes, which may name other paths: derivations, and what `builtins.toFile` makes.
    case text = "text:"
}

/// What a content-addressed path is addressed by: it follows from the content alone, whoever made it.
public struct ContentAddress: Hashable, Sendable {
    /// What of the content is hashed.
    public let method: ContentAddressMethod
    /// Its hash.
    public let hash: Hash

    /// An address of given parts.
    public init(_ method: ContentAddressMethod, _ hash: Hash) {
        self.method = method
        self.hash = hash
    }

    /// Parses `text:HASH`, `fixed:HASH` or `fixed:r:HASH`, HASH in Nix's base-32, as in a `.narinfo`'s field `CA`.
    public init(_ text: String) throws(HashError) {
        if text.hasPrefix("text:") {
            self.init(.text, try Hash(String(text.dropFirst(5))))
        } else if text.hasPrefix("fixed:r:") {
            self.init(.recursive, try Hash(String(text.dropFirst(8))))
        } else if text.hasPrefix("fixed:") {
            self.init(.flat, try Hash(String(text.dropFirst(6))))
        } else {
            throw HashError(text: text, problem: .unknownAlgorithm(String(text.prefix { $0 != ":" })))
        }
    }
}

extension ContentAddress: CustomStringConvertible {
    public var description: String {
        switch method {
        case .text: "text:\(hash)"
        case .flat, .recursive: "fixed:\(method.rawValue)\(hash)"
        }
    }
}
