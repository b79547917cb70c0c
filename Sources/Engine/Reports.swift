public import ConfigurationGraph
public import OCI

/// One row of `ps`.
public struct InstanceReport: Hashable, Sendable, Codable {
    public var instance: String
    public var automaton: String
    public var host: String
    public var state: InstanceStatus.State
    /// The process's id on the host; nil where none runs.
    public var pid: Int32?
    /// How often it was started anew since it was last asked to run.
    public var restarts: Int
    /// Its addresses in its host's network.
    public var addresses: [String]
    /// What is published, as `18080:8080/tcp`.
    public var ports: [String]
    /// When its process started (RFC 3339).
    public var startedAt: String?
    /// The digest of its resolved configuration.
    public var specDigest: String
    /// How its process last ended.
    public var exitCode: Int32?
    /// What went wrong, in a sentence.
    public var message: String?
    /// What it is a debug variant for; nil for an instance that its automaton is owed.
    public var session: DebugSession?
}

/// One thing that happens during long work, for progress.
public enum EngineEvent: Hashable, Sendable {
    /// A layer or blob of an artefact: bytes done of bytes in all.
    case forging(artefact: String, step: String, done: Int64, total: Int64)
    /// An artefact is in the graph.
    case forged(artefact: String)
    /// The graph has a new revision.
    case committed(Revision, changes: Int)
    case starting(instance: String)
    /// The process runs; its readiness is awaited.
    case waiting(instance: String, reason: String)
    case ready(instance: String)
    case stopping(instance: String)
    case stopped(instance: String)
    case removed(instance: String)
    /// What HAProxy answers at a port, and with how many instances.
    case balancing(service: String, ready: Int, of: Int)
    /// An instance is well, or isn't, by its probes.
    case health(instance: String, verdict: String)
    /// Something that the user should know and that stops nothing.
    case note(String)
}

/// Takes the events of long work, in their order.
public typealias EventHandler = @Sendable (EngineEvent) -> Void

/// What a plan or an apply is about: the difference that declarations make, and what follows from it.
public struct Proposal: Hashable, Sendable, Codable {
    /// The nodes that are forged, created, updated and deleted.
    public var changes: [ProposedChange]
    /// The instances that start, start anew, or stop because of it, each with the reason.
    public var effects: [InstanceEffect]
    /// Tags that mean another image by now, and are followed with `--refresh` alone.
    public var moved: [MovedTag] = []
    /// Automatons that run what was declared before, as what is declared here failed; it isn't tried again unless something
    /// of it changes.
    public var failed: [FailedGeneration] = []
    /// What the planner does then, where 'serve' or 'controller' runs: further instances, and what has no place.
    public var placements = PlacementForecast()
    /// What the nodes that are created or updated give that weakens what protects the host and other instances.
    public var weakened: [DeclaredWeakening] = []

    /// Whether nothing differs.
    public var isEmpty: Bool { changes.isEmpty && effects.isEmpty }
}

/// A value that a node gives and that weakens what protects the host and other instances.
public struct DeclaredWeakening: Hashable, Sendable, Codable {
    public var node: NodeID
    /// Where it was written.
    public var location: String
    public var weakened: Weakened
}

/// A tag that means another image than the one that its artefact is pinned to.
public struct MovedTag: Hashable, Sendable, Codable {
    public var artefact: String
    /// The reference as it was declared.
    public var reference: String
    /// The digest first seen.
    public var pinned: Digest
    /// The digest that the source names now.
    public var now: Digest
}

/// One node that a proposal creates, updates or deletes.
public struct ProposedChange: Hashable, Sendable, Codable {
    public enum Action: String, Hashable, Sendable, Codable {
        case create, update, delete, forge
        /// Nix would have to build it first.
        case build
    }

    public struct Row: Hashable, Sendable, Codable {
        /// The parameter or field.
        public var path: String
        /// The value before; nil if it wasn't set.
        public var before: JSONValue?
        /// The value after; nil if it isn't set any more.
        public var after: JSONValue?
    }

    public var node: NodeID
    public var action: Action
    public var rows: [Row]
}

/// What a proposal does to a running instance.
public struct InstanceEffect: Hashable, Sendable, Codable {
    public enum Action: String, Hashable, Sendable, Codable {
        case start, restart, stop
    }

    public var instance: String
    public var action: Action
    public var reason: String
}
