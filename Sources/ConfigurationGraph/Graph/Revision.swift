/// One committed state of the whole graph: a number that only grows. The empty graph is revision 0.
public struct Revision: RawRepresentable, Hashable, Sendable, Comparable, Codable {
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }
    public init(_ value: Int64) { rawValue = value }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public static func < (left: Revision, right: Revision) -> Bool { left.rawValue < right.rawValue }

    /// The revision of a graph that nothing was written to.
    public static let zero = Revision(0)
    /// The revision after this one.
    public var next: Revision { Revision(rawValue + 1) }
}

extension Revision: CustomStringConvertible {
    public var description: String { String(rawValue) }
}

/// A node and the revision that last changed it.
public struct VersionedNode: Hashable, Sendable {
    public let node: Node
    /// The revision that wrote this value.
    public let revision: Revision

    public init(node: Node, revision: Revision) {
        self.node = node
        self.revision = revision
    }

    /// The node's name in the graph.
    public var id: NodeID { node.id }
}
