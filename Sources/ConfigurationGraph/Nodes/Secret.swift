public import Foundation

/// A value that is kept sealed: the graph has the sealed bytes, and nothing from which the value could be told.
public struct Secret: NodeValue {
    /// Where the value comes from.
    public enum Source: Hashable, Sendable, Codable {
        /// The file that the declaration names, by its absolute path.
        case file(String)
        /// The standard input of the command that applies the declaration.
        case standardInput
        /// `emergence secret set`.
        case command
    }

    public static let kind = NodeKind.secret
    public var name: String
    /// The id of the key that opens the value.
    public var key: String
    /// The sealed value.
    public var sealed: Data
    /// The value's length in bytes.
    public var size: Int
    /// Whether the value can be a variable of an environment: UTF-8 without a NUL.
    public var isText: Bool
    /// The revision that gave it its value. A node that is only sealed anew has the same value, and keeps it.
    public var valueRevision: Revision
    /// Where the value comes from.
    public var source: Source
    /// What declared it; nil for one that only `emergence secret set` made.
    public var declaration: Declaration?

    public init(
        name: String, key: String, sealed: Data, size: Int, isText: Bool, valueRevision: Revision, source: Source,
        declaration: Declaration? = nil
    ) {
        self.name = name
        self.key = key
        self.sealed = sealed
        self.size = size
        self.isText = isText
        self.valueRevision = valueRevision
        self.source = source
        self.declaration = declaration
    }

    public var nodeName: String { name }
    public var node: Node { .secret(self) }

    /// What stands wherever the value would: it names the secret and the revision of its value.
    public var placeholder: String { "‹secret \(name) rev \(valueRevision)›" }
}

extension Secret.Source: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let path): path
        case .standardInput: "standard input"
        case .command: "emergence secret set"
        }
    }
}
