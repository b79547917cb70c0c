import ConfigurationGraph
import Orchestrator
import Resolution

/// What becomes of an automaton's instances where what they run is changed: how many are replaced, and how.
public struct ForecastReplacement: Hashable, Sendable, Codable {
    public var automaton: String
    /// How many are replaced.
    public var replaced: Int
    /// How many there are.
    public var instances: Int
    /// `rolling`, `recreate` or `bluegreen`, as `orchestrator.update.strategy` says.
    public var strategy: String
    /// How many at once, where not all are.
    public var atOnce: Int?
    /// What changes.
    public var reason: String

    /// All of it in a line.
    public var line: String {
        let how = atOnce.map { "\(strategy), \($0) at a time" } ?? "\(strategy), all at once"
        return "\(automaton): \(replaced) of \(instances) are replaced, \(how): \(reason) changes"
    }
}

extension ForecastReplacement {
    /// All that changing a view comes to, where a controller replaces instances.
    ///
    /// - Parameters:
    ///   - automatons: those that the change concerns.
    ///   - declared: the view with the change.
    static func all(
        of automatons: Set<String>, from view: some GraphView, to declared: some GraphView
    ) throws -> [ForecastReplacement] {
        var resolver = BatchResolver(in: declared)
        return try automatons.sorted().compactMap { name in
            do {
                return try ForecastReplacement(name, from: view, to: declared, by: &resolver)
            } catch is ResolutionFailure {
                return nil
            } catch is PolicyFaults {
                return nil
            }
        }
    }

    /// Nil where none is replaced.
    private init?<Declared: GraphView>(
        _ name: String, from view: some GraphView, to declared: Declared, by resolver: inout BatchResolver<Declared>
    ) throws {
        guard let automaton = try declared.value(Automaton.self, named: name), automaton.takenDown == nil else {
            return nil
        }
        let present = try view.edges(to: automaton.id, along: .instanceOf, limit: .max).map(\.from.name)
            .compactMap { try view.value(Instance.self, named: $0) }.filter { !$0.isVariant && $0.ending == nil }
        var reasons: Set<String> = []
        var specs = SpecReader()
        var count = 0
        for instance in present {
            guard let host = try declared.value(Host.self, named: instance.host) else { continue }
            let new = try resolver.resolve(
                ResolutionRequest(
                    instance: instance.name, automaton: name, host: host, idBase: instance.idBase,
                    debug: instance.debug))
            guard new.node.nodeName != instance.spec, let old = try specs.spec(of: instance, in: view) else { continue }
            let changed = SpecDifference(from: old.filled(for: instance), to: new.spec).reasons
            guard !changed.isEmpty else { continue }
            count += 1
            reasons.formUnion(changed)
        }
        guard count > 0 else { return nil }
        let parameters = try AutomatonParameters(of: name, in: declared)
        let volumes = try FleetReader.volumes(of: automaton, in: declared)
        let policy = try AutomatonPolicy.reading(name, volumes: volumes) { parameters[$0] }
        self.init(
            automaton: name, replaced: count, instances: present.count, strategy: policy.update.strategy.rawValue,
            atOnce: policy.replacedAtOnce(of: present.count), reason: reasons.sorted().joined(separator: ", "))
    }
}

extension AutomatonPolicy {
    /// How many of so many are replaced at once; nil for all.
    fileprivate func replacedAtOnce(of count: Int) -> Int? {
        guard update.strategy == .rolling else { return nil }
        return isExclusive ? 1 : max(1, update.surge(of: count) + update.unavailable(of: count))
    }
}
