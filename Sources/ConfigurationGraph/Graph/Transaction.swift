/// Who writes: each writer may write the kinds that are its own, and no others (docs/architecture.md, "Writers").
public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    case forge, `operator`, orchestrator, agent

    /// The kinds that the role may put and delete.
    public var writes: Set<NodeKind> {
        switch self {
        case .forge: [.artefact, .imageIndex, .imageManifest, .imageConfig, .layer, .derivation, .storePath]
        case .operator: [.configuration, .automaton, .volume, .secret, .hostPolicy]
        case .orchestrator: [.instance, .instanceStatus, .runtimeSpec]
        case .agent: [.host, .instanceStatus]
        }
    }
}

/// A set of changes that lands whole, at one revision, or not at all.
public struct Transaction: Hashable, Sendable {
    /// What must be the case for a transaction to land.
    public enum Precondition: Hashable, Sendable {
        /// The node was last changed at this revision.
        case unchanged(NodeID, since: Revision)
        /// There is no such node.
        case absent(NodeID)
        /// There is such a node.
        case present(NodeID)
        /// Nothing at all was committed after this revision.
        case graphUnchanged(since: Revision)
        /// The lease is held under this epoch, whether it ran out or not: whoever took it has a greater one.
        case holds(lease: String, epoch: Int64)
    }

    /// Who writes, as the history names them: a user or a host.
    public var author: String
    /// As what they write; a transaction of several roles is one that a person makes on one machine.
    public var roles: Set<Role>
    /// What the change is for, in a line.
    public var message: String
    /// What must be the case.
    public var preconditions: [Precondition]
    /// Nodes to write; the last put of a name wins. A put that changes nothing is none.
    public var puts: [Node]
    /// Nodes to remove; that a node is not there is no error.
    public var deletes: Set<NodeID>

    public init(
        author: String, roles: Set<Role>, message: String, preconditions: [Precondition] = [], puts: [Node] = [],
        deletes: Set<NodeID> = []
    ) {
        self.author = author
        self.roles = roles
        self.message = message
        self.preconditions = preconditions
        self.puts = puts
        self.deletes = deletes
    }
}

/// Why a transaction didn't land.
public enum TransactionError: Error, Hashable, Sendable {
    /// A precondition no longer holds: somebody else was first. Read again and retry.
    case conflict(Transaction.Precondition)
    /// An edge would lead to a node that isn't there.
    case dangling(Edge)
    /// An edge joins kinds that its label doesn't.
    case illTyped(Edge)
    /// None of the transaction's roles may write that node.
    case notPermitted(NodeID, roles: Set<Role>)

    /// Whether somebody else was first, so that what was worked out must be worked out anew: a precondition no longer
    /// holds, or an instance has been resolved to a configuration that no other seemed to have any more.
    public var isLostRace: Bool {
        switch self {
        case .conflict: true
        case .dangling(let edge): edge.label == .resolvedTo
        case .illTyped, .notPermitted: false
        }
    }
}
