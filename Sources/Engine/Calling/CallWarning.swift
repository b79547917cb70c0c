import ConfigurationGraph
import OCI
import Resolution

/// A dependency that is called on the same host alone, though it may run on another one.
public struct CallWarning: Hashable, Sendable, Codable {
    /// Who calls.
    public var automaton: String
    /// Who is called.
    public var dependency: String
    /// Why that isn't led from host to host, and what helps.
    public var reason: String

    /// All of it in a line.
    public var line: String { "\(automaton) calls \(dependency) on the same host alone: \(reason)" }
}

extension CallWarning {
    /// What is to be said of automatons where there are several hosts.
    static func all(of automatons: Set<String>, in view: some GraphView) throws -> [CallWarning] {
        let hosts = try view.values(Host.self)
        guard hosts.count > 1 else { return [] }
        let silent = hosts.filter { $0.address == nil }.map(\.name).sorted()
        return try automatons.sorted().flatMap { name -> [CallWarning] in
            try (view.value(Automaton.self, named: name)?.dependencies ?? []).compactMap { dependency in
                let reason: String
                if try !listens(dependency.automaton, in: view) {
                    reason = "it says no relay.ports"
                } else if !silent.isEmpty {
                    reason = "the agents of \(silent.joined(separator: ", ")) have no --address"
                } else {
                    return nil
                }
                return CallWarning(automaton: name, dependency: dependency.automaton, reason: reason)
            }
        }
    }

    /// Whether it is known what an automaton listens on; of one that can't be resolved that is said elsewhere.
    private static func listens(_ automaton: String, in view: some GraphView) throws -> Bool {
        do {
            let parameters = try AutomatonParameters(of: automaton, in: view)
            return ["relay.ports", "relay.publish"].contains { parameters[$0]?.array?.isEmpty == false }
        } catch is ResolutionFailure {
            return true
        }
    }
}
