import Relay
import Testing

@testable import Engine

@Suite("What HAProxy should be") struct BalancingPlanTests {
    private static func candidate(
        _ instance: String, of automaton: String = "shop", address: String? = "10.0.0.2", hostPort: UInt16 = 8080,
        isHere: Bool = true, ports: [UInt16] = [80], timeout: Double = 60,
        state: BalancerConfiguration.Server.State = .ready
    ) -> BalancingPlan.Candidate {
        BalancingPlan.Candidate(
            instance: instance, automaton: automaton, isHere: isHere,
            ports: ports.map { port in
                BalancedPort(
                    port: PublishedPort(hostPort: port, port: 8080), policy: .roundRobin, followsClient: false,
                    timeout: timeout, retries: 0)
            }, ends: address.map { [8080: BalancingPlan.Endpoint(address: $0, port: hostPort)] } ?? [:], state: state)
    }

    @Test("instances on other hosts stand behind what is published here, where their hosts lead to them")
    func elsewhere() {
        let plan = BalancingPlan.configuration(for: [
            Self.candidate("shop-1"),
            Self.candidate("shop-2", address: "192.0.2.7", hostPort: 20_011, isHere: false, ports: [80, 81]),
            Self.candidate("stock-1", of: "stock", address: "192.0.2.7", hostPort: 20_012, isHere: false, ports: [82]),
        ])
        #expect(plan.services.map(\.name) == ["shop:80"], "what no instance here publishes is another host's")
        #expect(
            plan.services.first?.servers == [
                .init(name: "shop-1", address: "10.0.0.2", port: 8080),
                .init(name: "shop-2", address: "192.0.2.7", port: 20_011),
            ])
    }

    @Test("what was answered for before is answered for as long as instances of it are reached")
    func answered() {
        let stock = Self.candidate("stock-1", of: "stock", address: "192.0.2.7", hostPort: 20_012, isHere: false)
        let plan = BalancingPlan.configuration(for: [stock], answered: ["stock"])
        #expect(plan.services.map(\.name) == ["stock:80"])
        #expect(plan.services.first?.servers == [.init(name: "stock-1", address: "192.0.2.7", port: 20_012)])
        #expect(BalancingPlan.configuration(for: [], answered: ["stock"]).services.isEmpty)
    }

    @Test("one service for each port, and behind it every instance that has an address")
    func services() {
        let plan = BalancingPlan.configuration(for: [
            Self.candidate("shop-2", address: "10.0.0.3", state: .draining), Self.candidate("shop-1"),
            Self.candidate("shop-3", address: nil),
            Self.candidate("stock-1", of: "stock", address: "10.0.0.9", ports: [81, 82], state: .maintenance),
        ])
        #expect(plan.services.map(\.name) == ["shop:80", "stock:81", "stock:82"])
        #expect(plan.services[0].servers.map(\.name) == ["shop-1", "shop-2"])
        #expect(plan.services[0].servers.map(\.state) == [.ready, .draining])
        #expect(
            plan.services[2].servers == [
                .init(name: "stock-1", address: "10.0.0.9", port: 8080, state: .maintenance)
            ])
    }

    @Test("the same instances in any order are the same plan; the first one by name says how a port is treated")
    func order() {
        let all = [Self.candidate("shop-1", timeout: 5), Self.candidate("shop-2", address: "10.0.0.3", timeout: 9)]
        let plan = BalancingPlan.configuration(for: all)
        #expect(plan == BalancingPlan.configuration(for: all.reversed()))
        #expect(plan.services.map(\.timeout) == [5])
    }

    @Test("a port that two automatons want is the first one's")
    func collision() {
        let plan = BalancingPlan.configuration(for: [
            Self.candidate("b-1", of: "b"), Self.candidate("a-1", of: "a", address: "10.0.0.3"),
        ])
        #expect(plan.services.map(\.name) == ["a:80"])
    }
}
