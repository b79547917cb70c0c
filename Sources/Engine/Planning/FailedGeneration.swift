import ConfigurationGraph
import GraphStore
import Orchestrator
import Resolution

/// An automaton some of whose instances run what was declared before, as what is declared failed.
public struct FailedGeneration: Hashable, Sendable, Codable {
    public var automaton: String
    /// Those instances, sorted.
    public var instances: [String]
    /// What went wrong with what is declared.
    public var reason: String
}

extension FailedGeneration {
    /// Of some automatons those of which that is so in a view. One that can't be resolved is none: it never ran.
    static func all(of automatons: [String], in view: some GraphView) throws -> [FailedGeneration] {
        try automatons.sorted().compactMap { name in
            let declared: Generation
            do {
                declared = try Generation(try AutomatonParameters(of: name, in: view))
            } catch is ResolutionFailure {
                return nil
            }
            let back = try view.edges(to: NodeID(.automaton, name), along: .instanceOf, limit: .max)
                .compactMap { try view.value(Instance.self, named: $0.from.name) }
                .filter { $0.resolvedFrom?.insteadOf.map { Generation($0) == declared } ?? false }
            guard let reason = back.first?.resolvedFrom?.insteadOf?.reason else { return nil }
            return FailedGeneration(automaton: name, instances: back.map(\.name).sorted(), reason: reason)
        }
    }
}
