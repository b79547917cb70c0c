public import ConfigurationGraph
public import OCI

/// How two resolved configurations differ, and whether the difference needs a new process.
public struct SpecDifference: Hashable, Sendable {
    /// One value that differs.
    public struct Row: Hashable, Sendable {
        /// The leaf's path, as `process.env.COLOUR`.
        public var path: String
        /// The value before; nil if it wasn't set.
        public var before: JSONValue?
        /// The value after; nil if it isn't set any more.
        public var after: JSONValue?
    }

    /// What differs, sorted by path.
    public var rows: [Row]

    /// Whether the running process must be replaced for the difference to hold.
    ///
    /// What conmon and the network were given at the start can only be changed by a new start. How Emergence itself
    /// treats the instance (probes, restarts, stopping) is read anew each time.
    public var needsRestart: Bool { !reasons.isEmpty }

    /// The paths, and secrets, for which the process must be replaced.
    public var reasons: [String] {
        rows.filter { row in
            !Self.isReadEachTime(row.path)
                && Catalogue.parameter(covering: row.path)?.hasEffect != false
        }.compactMap(\.subject)
    }

    /// Whether a parameter can change without a new process.
    public static func isReadEachTime(_ path: String) -> Bool {
        concernsPlanningAlone(path) || readEachTime.contains { path.hasPrefix($0) }
    }

    /// Whether a parameter is nothing to the instances that there are: planning reads it of the automaton, or it shows in
    /// another value where it matters (`process.args`).
    public static func concernsPlanningAlone(_ path: String) -> Bool { planningAlone.contains { path.hasPrefix($0) } }

    /// What is read each time of an instance's configuration.
    private static let readEachTime = [
        "overwatch.readiness", "overwatch.liveness", "overwatch.startup", "overwatch.restart", "orchestrator.stop",
        "relay.loadBalancing", "relay.sessionAffinity", "relay.timeout", "relay.retries", "relay.proxyProtocol",
    ]

    private static let planningAlone = [
        "orchestrator.instances", "orchestrator.target", "orchestrator.scale", "orchestrator.location",
        "orchestrator.affinity", "orchestrator.spread", "orchestrator.tolerations", "orchestrator.priority",
        "orchestrator.preemption", "orchestrator.update",
        "image.config.Entrypoint", "image.config.Cmd", "nix.derivation",
    ]

    /// Compares two resolved configurations that leave nothing open, whichever way their values came to be.
    public init(from before: RuntimeSpecNode, to after: RuntimeSpecNode) {
        let old = Self.leaves(of: before)
        let new = Self.leaves(of: after)
        rows = Set(old.keys).union(new.keys).sorted().compactMap { path in
            old[path] == new[path] ? nil : Row(path: path, before: old[path], after: new[path])
        }
    }

    private static func leaves(of spec: RuntimeSpecNode) -> [String: JSONValue] {
        let given = spec.provenance.compactMap { row in row.value.map { (row.path, $0) } }
        return Dictionary(given, uniquingKeysWith: { _, last in last })
    }
}
