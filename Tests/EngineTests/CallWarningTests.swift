import ConfigurationGraph
import GraphStore
import OCI
import Testing

@testable import Engine

@Suite("calls that aren't led from host to host") struct CallWarningTests {
    private static func warnings(ports: [JSONValue], addresses: [String?]) async throws -> [String] {
        let store = InMemoryGraphStore()
        var shop = ControllerTests.shop(1, log: "one")
        shop.dependencies = [Automaton.Dependency(automaton: "stock", location: ControllerTests.place)]
        var stock = ControllerTests.shop(1, log: "one")
        stock.name = "stock"
        if !ports.isEmpty {
            stock.settings.append(
                Setting(parameter: "relay.ports", value: .array(ports), location: ControllerTests.place))
        }
        let hosts = zip(["alpha", "beta"], addresses).map { name, address in
            var host = ControllerTests.host(name)
            host.address = address
            return Node.host(host)
        }
        let others = try ControllerTests.declared().filter { $0.kind != .host }
        try await ControllerTests.put(others + hosts + [.automaton(shop), .automaton(stock)], in: store)
        return try await store.read { try CallWarning.all(of: ["shop", "stock"], in: $0) }.map(\.line)
    }

    @Test("it is said what is lacking, and nothing where nothing is, or where there is one host")
    func lacking() async throws {
        let port: JSONValue = ["containerPort": 8080]
        let both: [String?] = ["192.0.2.7:4711", "192.0.2.8:4711"]
        #expect(
            try await Self.warnings(ports: [], addresses: both)
                == ["shop calls stock on the same host alone: it says no relay.ports"])
        #expect(
            try await Self.warnings(ports: [port], addresses: [both[0], nil])
                == ["shop calls stock on the same host alone: the agents of beta have no --address"])
        #expect(try await Self.warnings(ports: [port], addresses: both).isEmpty)
        #expect(try await Self.warnings(ports: [], addresses: [nil]).isEmpty)
    }
}
