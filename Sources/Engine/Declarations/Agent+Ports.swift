import ConfigurationGraph
import Relay

extension Agent {
    /// Checks that the ports which a draft publishes are free, before anything is changed.
    ///
    /// A port of an instance that the same draft changes or removes may become free by it; the network looks again when
    /// it gives the port out.
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
        var given: [(port: PublishedPort, instance: String)] = []
        for instance in instances {
            guard let spec = specs.first(where: { $0.nodeName == instance.spec }) else { continue }
            for port in try spec.publishedPorts() {
                if let other = given.first(where: { $0.port.collides(with: port) }) {
                    throw RelayError.portTaken(port: port, holder: .instance(other.instance))
                }
                given.append((port, instance.name))
            }
        }
        for (port, instance) in given {
            switch try await network.holder(of: port, for: instance) {
            case nil: continue
            case .instance(let name) where going.contains(name) || instances.contains { $0.name == name }: continue
            case .some(let holder): throw RelayError.portTaken(port: port, holder: holder)
            }
        }
    }
}
