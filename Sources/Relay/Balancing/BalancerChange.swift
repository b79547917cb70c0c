/// How HAProxy gets from one configuration to another.
public enum BalancerChange: Hashable, Sendable {
    /// It need not do anything.
    case none
    /// A new process must take the listening sockets over from the old one: ports or policies differ.
    case reload
    /// Commands to the process that runs.
    case commands([BalancerCommand])
}

/// One thing that HAProxy is told while it runs; its servers are called `SERVICE/INSTANCE`.
public enum BalancerCommand: Hashable, Sendable {
    /// A new server, in maintenance at first.
    case add(server: String, address: String, port: UInt16)
    /// A server's state.
    case set(server: String, BalancerConfiguration.Server.State)
    /// Another address of a server that is in maintenance.
    case move(server: String, address: String, port: UInt16)
    /// A server in maintenance goes, once its last request has ended.
    case remove(server: String)

    /// As HAProxy reads it (management guide, section 9.3).
    var text: String {
        switch self {
        case .add(let server, let address, let port): "add server \(server) \(address):\(port)"
        case .set(let server, .ready): "set server \(server) state ready"
        case .set(let server, .draining): "set server \(server) state drain"
        case .set(let server, .maintenance): "set server \(server) state maint"
        case .move(let server, let address, let port): "set server \(server) addr \(address) port \(port)"
        case .remove(let server): "del server \(server)"
        }
    }
}

extension BalancerChange {
    /// What must be done; pure. New servers come before old ones go, so that there is always one where there can be.
    public init(from old: BalancerConfiguration, to new: BalancerConfiguration) {
        guard old != new else {
            self = .none
            return
        }
        guard old.services.map(\.frame) == new.services.map(\.frame) else {
            self = .reload
            return
        }
        let changes = zip(old.services, new.services).map { Self.commands(from: $0, to: $1) }
        self = .commands(changes.flatMap(\.coming) + changes.flatMap(\.going))
    }

    private static func commands(
        from old: BalancerConfiguration.Service, to new: BalancerConfiguration.Service
    ) -> (coming: [BalancerCommand], going: [BalancerCommand]) {
        let before = Dictionary(old.servers.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let after = Set(new.servers.map(\.name))
        var coming: [BalancerCommand] = []
        var going: [BalancerCommand] = []
        for server in new.servers {
            let name = "\(new.name)/\(server.name)"
            guard let known = before[server.name] else {
                coming.append(.add(server: name, address: server.address, port: server.port))
                if server.state != .maintenance { coming.append(.set(server: name, server.state)) }
                continue
            }
            if (known.address, known.port) != (server.address, server.port) {
                coming += [
                    .set(server: name, .maintenance), .move(server: name, address: server.address, port: server.port),
                    .set(server: name, server.state),
                ]
            } else if known.state != server.state {
                let change = BalancerCommand.set(server: name, server.state)
                if server.state == .ready { coming.append(change) } else { going.append(change) }
            }
        }
        for server in old.servers where !after.contains(server.name) {
            let name = "\(new.name)/\(server.name)"
            if server.state != .maintenance { going.append(.set(server: name, .maintenance)) }
            going.append(.remove(server: name))
        }
        return (coming, going)
    }
}
