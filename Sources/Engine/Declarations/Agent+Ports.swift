import ConfigurationGraph
import Relay

extension Agent {
    /// Checks that the ports which a draft publishes are free, before anything is changed.
    ///
    /// A port of an instance that the same draft changes or removes may become free by it; the network looks again when
    /// it gives the port out. Instances of one automaton share what HAProxy can answer at, and HAProxy is no stranger.
    ///
    /// - Throws: `RelayError` that says who has the port.
    func checkPorts(of draft: Draft) async throws {
        let specs = draft.transaction.puts.compactMap { node in
            if case .runtimeSpec(let spec) = node { spec } else { nil }
        }
        let instances = draft.transaction.puts.compactMap { node in
            if case .instance(let instance) = node, instance.desired == .running { instance } else { nil }
        }
        let going = Set(draft.transaction.deletes.filter { $0.kind == .instance }.map(\.name))
        var given: [(port: PublishedPort, instance: Instance, isBalanced: Bool)] = []
        for instance in instances {
            guard let spec = specs.first(where: { $0.nodeName == instance.spec }) else { continue }
            let balanced = Set(try spec.balancedPorts().map(\.port))
            for port in try spec.publishedPorts() {
                let isBalanced = balanced.contains(port)
                let other = given.first { other in
                    let isShared = isBalanced && other.isBalanced && other.instance.automaton == instance.automaton
                    return other.port.collides(with: port) && !isShared
                }
                if let other { throw RelayError.portTaken(port: port, holder: .instance(other.instance.name)) }
                given.append((port, instance, isBalanced))
            }
        }
        let balancers = given.contains { $0.isBalanced } ? balancerProcesses : []
        for (port, instance, isBalanced) in given {
            switch try await network.holder(of: port, for: instance.name) {
            case nil: continue
            case .process(let id?, _) where isBalanced && balancers.contains(id): continue
            case .instance(let name) where isExposure(port, of: name): continue
            case .instance(let name) where going.contains(name) || instances.contains { $0.name == name }: continue
            case .some(let holder): throw RelayError.portTaken(port: port, holder: holder)
            }
        }
    }
}
