public import ConfigurationGraph
public import OCI

/// The difference that declarations make to the graph.
public struct DeclarationPlan: Hashable, Sendable {
    /// What changes, sorted by node.
    public var changes: [NodeChange]
    /// The nodes to write: those that are new or differ.
    public var puts: [Node]
    /// The nodes to remove: those that the set declared before and doesn't any more.
    public var deletes: Set<NodeID>

    /// A plan, by default one that changes nothing.
    public init(changes: [NodeChange] = [], puts: [Node] = [], deletes: Set<NodeID> = []) {
        self.changes = changes
        self.puts = puts
        self.deletes = deletes
    }

    /// Whether nothing differs.
    public var isEmpty: Bool { changes.isEmpty }
}

/// What a plan does to one node.
public struct NodeChange: Hashable, Sendable {
    public enum Action: String, Hashable, Sendable, Codable {
        case create, update, delete
    }

    /// One parameter or reference that differs.
    public struct Row: Hashable, Sendable {
        /// The parameter's path, down to the variable or member that differs, as `process.env.COLOUR`.
        public var path: String
        /// The value before; nil if there was none.
        public var before: JSONValue?
        /// The value after; nil if there is none any more.
        public var after: JSONValue?

        public init(path: String, before: JSONValue?, after: JSONValue?) {
            self.path = path
            self.before = before
            self.after = after
        }
    }

    public var id: NodeID
    public var action: Action
    /// What differs, sorted by path; for a new node all that it has, for a deleted one all that it had.
    public var rows: [Row]

    public init(id: NodeID, action: Action, rows: [Row]) {
        self.id = id
        self.action = action
        self.rows = rows
    }
}
