import ConfigurationGraph
import GraphStore
import OCI
import Orchestrator
import Resolution

/// What further instances of an automaton add to the graph: a function of the view.
struct ScalingDraft {
    /// The new instances' names.
    let instances: [String]
    let transaction: Transaction

    /// - Throws: ``Failure`` when there is no room for their ids, and whatever resolving and reading the view throw.
    init(
        automaton: String, to count: Int, because reason: String, host: Host, author: String, in view: some GraphView
    ) throws {
        let all = try view.values(Instance.self)
        var names = Set(all.map(\.name))
        var bases = Set(all.map(\.idBase))
        var resolver = BatchResolver(in: view)
        var puts: [Node] = []
        var new: [String] = []
        let missing = count - all.count { $0.automaton == automaton && !$0.isVariant }
        var number = 1
        while new.count < missing {
            let name = "\(automaton)-\(number)"
            number += 1
            guard names.insert(name).inserted else { continue }
            guard let base = host.idRanges.first(where: { !bases.contains($0) }) else {
                throw PlacementError.noFreeIDRange(automaton: automaton, host: host.name, instances: all.count)
            }
            bases.insert(base)
            let resolved = try resolver.resolve(
                ResolutionRequest(instance: name, automaton: automaton, host: host, idBase: base, debug: false))
            puts.append(.runtimeSpec(resolved.spec))
            puts.append(
                .instance(
                    Instance(
                        name: name, automaton: automaton, host: host.name, spec: resolved.spec.nodeName, idBase: base)))
            new.append(name)
        }
        instances = new
        transaction = Transaction(
            author: author, roles: [.orchestrator], message: "\(count) of \(automaton): \(reason)",
            preconditions: [.graphUnchanged(since: view.revision)], puts: puts)
    }
}

extension Host {
    /// The first ids of all its instances' ranges.
    fileprivate var idRanges: some Sequence<UInt32> {
        (0..<idRangeSize / Placement.idRangeSize).lazy.map { [idRangeStart] in
            idRangeStart + $0 * Placement.idRangeSize
        }
    }
}
