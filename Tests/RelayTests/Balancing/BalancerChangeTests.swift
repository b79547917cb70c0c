import Testing

@testable import Relay

@Suite("The way from one balancer's configuration to another") struct BalancerChangeTests {
    private static func service(
        port: UInt16 = 80, policy: BalancerConfiguration.Service.Policy = .roundRobin,
        _ servers: BalancerConfiguration.Server...
    ) -> BalancerConfiguration {
        BalancerConfiguration(services: [
            .init(automaton: "shop", hostPort: port, policy: policy, servers: servers)
        ])
    }

    private static func server(
        _ name: String, _ address: String, _ state: BalancerConfiguration.Server.State = .ready
    ) -> BalancerConfiguration.Server {
        .init(name: name, address: address, port: 8080, state: state)
    }

    private static func texts(_ old: BalancerConfiguration, _ new: BalancerConfiguration) -> [String]? {
        if case .commands(let commands) = BalancerChange(from: old, to: new) { commands.map(\.text) } else { nil }
    }

    @Test("equal ones need nothing, other ports and policies a new process")
    func frames() {
        let one = Self.service(Self.server("shop-1", "10.0.0.2"))
        #expect(BalancerChange(from: one, to: one) == .none)
        #expect(BalancerChange(from: one, to: Self.service(port: 81, Self.server("shop-1", "10.0.0.2"))) == .reload)
        #expect(BalancerChange(from: one, to: Self.service(policy: .leastRequests)) == .reload)
        #expect(BalancerChange(from: one, to: BalancerConfiguration()) == .reload)
    }

    @Test("servers come before others go")
    func order() {
        let old = Self.service(Self.server("shop-1", "10.0.0.2"))
        let new = Self.service(Self.server("shop-2", "10.0.0.3"))
        #expect(
            Self.texts(old, new) == [
                "add server shop:80/shop-2 10.0.0.3:8080", "set server shop:80/shop-2 state ready",
                "set server shop:80/shop-1 state maint", "del server shop:80/shop-1",
            ])
    }

    @Test("states change, and a server that moves is in maintenance meanwhile")
    func states() {
        let old = Self.service(
            Self.server("shop-1", "10.0.0.2"), Self.server("shop-2", "10.0.0.3", .maintenance),
            Self.server("shop-3", "10.0.0.4"))
        let new = Self.service(
            Self.server("shop-1", "10.0.0.2", .draining), Self.server("shop-2", "10.0.0.3"),
            Self.server("shop-3", "10.0.0.9"))
        #expect(
            Self.texts(old, new) == [
                "set server shop:80/shop-2 state ready", "set server shop:80/shop-3 state maint",
                "set server shop:80/shop-3 addr 10.0.0.9 port 8080", "set server shop:80/shop-3 state ready",
                "set server shop:80/shop-1 state drain",
            ])
    }

    @Test("a server that isn't ready yet is added and left in maintenance")
    func unready() {
        #expect(
            Self.texts(Self.service(), Self.service(Self.server("shop-1", "10.0.0.2", .maintenance)))
                == ["add server shop:80/shop-1 10.0.0.2:8080"])
    }
}
