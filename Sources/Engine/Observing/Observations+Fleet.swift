import ConfigurationGraph
import GraphStore
import OCI

/// An instance as a table of a fleet counts it.
struct CountedInstance: Hashable, Sendable {
    var automaton: String
    var host: String
    var isReady: Bool
    /// Processors that it asked for.
    var processorsAsked: Double
    /// Memory that it asked for, in bytes.
    var memoryAsked: Int64
}

extension CountedInstance {
    /// All of a view but debug variants.
    static func all(in view: some GraphView) throws -> [CountedInstance] {
        var known = SpecReader()
        return try view.values(Instance.self).filter { !$0.isVariant }.map { instance in
            let asked = try known.spec(of: instance, in: view)?.parameters ?? [:]
            return CountedInstance(
                automaton: instance.automaton, host: instance.host,
                isReady: try view.value(InstanceStatus.self, named: instance.name)?.state == .ready,
                processorsAsked: asked["orchestrator.resources.cpu.request"]?.seconds ?? 0,
                memoryAsked: asked["orchestrator.resources.memory.request"]?.integer ?? 0)
        }
    }
}

extension Observations {
    /// What the hosts of a cluster and its automatons use: what was asked for as the graph has it, and what was measured as
    /// the hosts' agents recorded it. Of a host that nothing was recorded of lately it isn't known.
    ///
    /// - Parameters:
    ///   - recorded: what was measured lately, of several times.
    ///   - time: in seconds since 1970.
    init(of hosts: [String], _ instances: [CountedInstance], recorded: [Observation], time: Double) {
        let latest = Dictionary(recorded.map { ($0.subject, $0) }) { $0.time > $1.time ? $0 : $1 }.values
            .filter { $0.instance == nil }
        let onHost = Dictionary(grouping: instances, by: \.host)
        let ofHost = Dictionary(grouping: latest) { $0.host ?? "" }
        let ofAutomaton = Dictionary(grouping: latest, by: \.automaton)
        let byAutomaton = Dictionary(grouping: instances, by: \.automaton)
        let rows =
            hosts.sorted().map { ObservedRow(.host, $0, onHost[$0] ?? [], ofHost[$0] ?? []) }
            + byAutomaton.sorted { $0.key < $1.key }.map { name, instances in
                ObservedRow(.automaton, name, instances, ofAutomaton[name] ?? [])
            }
        self.init(time: time, rows: rows, clients: [])
    }
}

extension ObservedRow {
    fileprivate init(_ kind: Kind, _ name: String, _ instances: [CountedInstance], _ measured: [Observation]) {
        func sum(_ values: [Double?]) -> Double? {
            let known = values.compactMap(\.self)
            return known.isEmpty ? nil : known.sorted().reduce(0, +)
        }
        // What a host tells of all requests to an automaton has those of each location in it.
        let told = Dictionary(grouping: measured) { [$0.automaton, $0.host ?? ""] }.values
        let requests = told.map { rows in
            rows.first { $0.location == nil }?.requestsPerSecond ?? sum(rows.map(\.requestsPerSecond))
        }
        func greatest(_ path: KeyPath<Observation, Double?>) -> Int? {
            measured.compactMap { $0[keyPath: path] }.max().map { Int(($0 * 1000).rounded()) }
        }
        let memory = measured.compactMap(\.memory)
        self.init(
            kind: kind, name: name, instances: instances.count, ready: instances.count { $0.isReady },
            processors: sum(measured.map(\.cpu)), processorsAllocated: instances.reduce(0) { $0 + $1.processorsAsked },
            memory: memory.isEmpty ? nil : memory.reduce(0, +),
            memoryAllocated: instances.reduce(0) { $0 + $1.memoryAsked }, requestsPerSecond: sum(requests),
            errorsPerSecond: sum(measured.map(\.errorsPerSecond)), p50: greatest(\.p50), p99: greatest(\.p99))
    }
}
