/// The kinds of node that a configuration graph holds (docs/architecture.md, "The graph").
public enum NodeKind: String, Hashable, Sendable, Codable, CaseIterable {
    case artefact
    case imageIndex, imageManifest, imageConfig, layer
    case derivation, storePath
    case configuration, automaton, volume, secret, hostPolicy
    case instance, instanceStatus, runtimeSpec
    case host
}

/// A node's name: its kind, and what it is called within it. Written `kind/name`, as in `automaton/shop`.
///
/// A name is chosen by a person (automatons, configurations, volumes, hosts) or follows from the content
/// (a digest, a store path), so that writing one content twice is one node.
public struct NodeID: Hashable, Sendable {
    /// What the node is.
    public let kind: NodeKind
    /// What it is called among the nodes of its kind.
    public let name: String

    public init(_ kind: NodeKind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// Parses `kind/name`; nil when the kind is unknown or the name is missing.
    public init?(_ text: some StringProtocol) {
        guard let slash = text.firstIndex(of: "/"), let kind = NodeKind(rawValue: String(text[..<slash])) else {
            return nil
        }
        let name = text[text.index(after: slash)...]
        guard !name.isEmpty else { return nil }
        self.init(kind, String(name))
    }

    /// The node that a Nix store path is: a derivation, or what one puts out or needs; nil for what begins otherwise than
    /// store paths do.
    public init?(storePath path: String) {
        guard path.hasPrefix("/") else { return nil }
        self.init(path.hasSuffix(".drv") ? .derivation : .storePath, path)
    }
}

extension NodeID: CustomStringConvertible {
    public var description: String { kind.rawValue + "/" + name }
}

extension NodeID: Comparable {
    public static func < (left: NodeID, right: NodeID) -> Bool {
        (left.kind.rawValue, left.name) < (right.kind.rawValue, right.name)
    }
}

extension NodeID: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = NodeID(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' names no node (KIND/NAME)"))
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
