import ConfigurationGraph
import Relay

/// An automaton that instances on this host call by its name, as far as that is another host's: what it listens on, and where
/// its instances elsewhere answer.
struct Callee: Hashable, Sendable {
    var automaton: String
    /// What its instances listen on.
    var ports: Set<NamedPort>
    /// Where its instances on other hosts answer that are ready.
    var elsewhere: [NamedPort: [VirtualService.End]] = [:]
    /// Why instances on other hosts can't be reached, each once.
    var obstacles: Set<String> = []
}

extension Callee {
    /// Reads what is known of an automaton that is called from a host.
    init(_ automaton: String, from host: String, in view: some GraphView) throws {
        self.automaton = automaton
        ports = try Self.ports(of: automaton, in: view)
        let others = try Self.instances(of: automaton, in: view).filter { $0.host != host }
        guard !ports.isEmpty else {
            if let one = others.first {
                obstacles = ["\(automaton) isn't called on \(one.host), as it says no relay.ports"]
            }
            return
        }
        for instance in others {
            guard let told = try view.value(Host.self, named: instance.host)?.address,
                let address = try? ContentAddress(parsing: told).ip
            else {
                obstacles.insert("\(automaton) isn't called on \(instance.host), whose agent has no --address")
                continue
            }
            guard let status = try view.value(InstanceStatus.self, named: instance.name), status.state == .ready,
                !instance.isLeaving(status)
            else { continue }
            // An agent that was started anew at another address leads nothing from there to what it had started before.
            for port in (status.exposed ?? []) where port.address == address {
                ports.insert(port.named)
                elsewhere[port.named, default: []].append(.init(address: address, port: port.hostPort))
            }
        }
    }

    /// What an automaton's instances listen on, as far as its first one says: the others are as it is, or it is about to be
    /// as they are.
    static func ports(of automaton: String, in view: some GraphView) throws -> Set<NamedPort> {
        try instances(of: automaton, in: view).first.flatMap { instance in
            try view.value(RuntimeSpecNode.self, named: instance.spec)?.listenedPorts()
        } ?? []
    }

    private static func instances(of automaton: String, in view: some GraphView) throws -> [Instance] {
        try view.edges(to: NodeID(.automaton, automaton), along: .instanceOf, limit: .max).map(\.from.name).sorted()
            .compactMap { try view.value(Instance.self, named: $0) }.filter { !$0.isVariant }
    }

    /// What an address is to lead to that stands for it.
    ///
    /// - Parameter here: the addresses of its instances on this host that are ready.
    func service(at address: String, here: [String]) -> VirtualService {
        VirtualService(
            address: address,
            ports: ports.sorted().map { port in
                VirtualService.Port(
                    port: port.port, transport: port.transport,
                    ends: here.map { .init(address: $0, port: port.port) } + (elsewhere[port] ?? []))
            })
    }
}

extension InstanceStatus.ExposedPort {
    /// The instance's own port.
    var named: NamedPort {
        NamedPort(port: port, transport: transport.flatMap(PublishedPort.Transport.init(rawValue:)) ?? .tcp)
    }
}
