import ConfigurationGraph
import Foundation
import GraphStore
import Processes
import SQLiteGraphStore
import TestMachine
import Testing

@testable import Engine

extension EngineTests {
    /// How instances call each other by name where they are on several hosts, and how hosts reach each other's instances.
    @Suite("calls from host to host") struct CallingTests {
        private static func declared(stockOn hosts: [String], more: String = "") -> String {
            let places = hosts.map { "{host: \($0)}" }.joined(separator: ", ")
            return """
                kind: Automaton
                name: shop
                artefact: box
                process: {args: [/bin/sleep, "10000"]}
                relay: {dependencies: [{automaton: stock, alias: goods}]}
                orchestrator: {stop: {gracePeriod: 0s}, location: {allowed: [{host: alpha}]}}
                ---
                kind: Automaton
                name: stock
                artefact: box
                process: {args: [/bin/httpd, -f, -p, "8080", -h, /www]}
                overwatch: {readiness: {type: http, port: 8080, interval: 0.1, timeout: 20}}
                relay: {ports: [{containerPort: 8080}]}
                orchestrator:
                  stop: {gracePeriod: 0.1}
                  instances: {min: \(hosts.count), max: \(hosts.count)}
                  location: {allowed: [\(places)]}
                \(more)
                """
        }

        /// Gives a test two hosts in networks of their own, with agents, and a controller.
        private static func withHosts(_ body: ([Place], [RunningProgram]) async throws -> Void) async throws {
            try await HostNetworks.with { try await Place.withCluster(in: $0, body) }
        }

        /// Where the shop is told that a name leads.
        private static func address(of name: String, _ alpha: Place) throws -> String? {
            let names = try String(contentsOfFile: "\(alpha.state)/instances/shop-1/hosts", encoding: .utf8)
            let lines = names.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
            return lines.first { $0.dropFirst().contains(name) }?.first
        }

        /// The shop's network on a host, as a place to run programs in.
        private static func shop(on alpha: Place) async throws -> Place {
            var shop = alpha
            let pid = try #require(try await alpha.instance("shop-1")?.pid)
            shop.inside += ["/usr/bin/nsenter", "--target", "\(pid)", "--net"]
            return shop
        }

        /// What the shop gets where it calls the stock by a name.
        private static func page(_ name: String, from alpha: Place) async throws -> String? {
            guard let address = try address(of: name, alpha) else { return nil }
            return try await shop(on: alpha).page("\(address):8080")
        }

        @Test("a name leads to an automaton's instances wherever they run, and follows them")
        func names() async throws {
            try await Self.withHosts { hosts, agents in
                let alpha = hosts[0]
                let said = { "\(agents.map(\.errors))" }
                try await alpha.expect(0, "apply", try alpha.declare(Self.declared(stockOn: ["beta"])))
                for name in ["stock", "goods"] {
                    try await EngineTests.until("\(name) is called on beta: \(said())") {
                        try await Self.page(name, from: alpha) == "hello"
                    }
                }
                // Several, here and there, and then here alone: the address goes on standing for them.
                for places in [["alpha", "beta"], ["alpha"]] {
                    try await alpha.expect(0, "apply", try alpha.declare(Self.declared(stockOn: places)))
                    try await EngineTests.until("stock is on \(places)") {
                        let rows = try await alpha.instances().filter { $0.instance.hasPrefix("stock") }
                        return rows.allSatisfy { $0.state == "ready" } && Set(rows.map(\.host)) == Set(places)
                    }
                    try await EngineTests.until("it is called on \(places): \(said())") {
                        try await Self.page("stock", from: alpha) == "hello"
                    }
                    guard places.count > 1 else { continue }
                    let address = try #require(try Self.address(of: "stock", alpha))
                    let caller = try MachineClient(
                        asking: "http://\(address):8080/index.html", in: try await Self.shop(on: alpha))
                    try await EngineTests.until("a page comes") { caller.answers.contains("200") }
                    try await alpha.expect(0, "restart", "stock")
                    let answers = try await caller.end()
                    #expect(answers.count > 10 && answers.allSatisfy { $0 == "200" }, "\(Set(answers))")
                }
                try await alpha.expect(0, "stop", "stock")
                try await EngineTests.until("nobody answers") { try await Self.page("stock", from: alpha) == nil }
            }
        }

        @Test("other hosts reach an instance at a host's new address, and at no port that is published there")
        func exposed() async throws {
            try await Self.withHosts { hosts, agents in
                let alpha = hosts[0]
                var beta = hosts[1]
                let one = Self.declared(stockOn: ["beta"])
                try await alpha.expect(0, "apply", try alpha.declare(one))
                let first = try #require(try await Self.exposure(of: "stock-1", alpha))
                let pid = try await alpha.instance("stock-1")?.pid

                try await beta.command(["ip", "addr", "add", "10.99.77.12/24", "dev", "cable"]).output()
                agents[1].interrupt()
                #expect(try await agents[1].status() == 0)
                beta.address = "10.99.77.12"
                let again = try await beta.agent()
                try await EngineTests.until("it is exposed at the new address: \(again.errors)") {
                    try await Self.exposure(of: "stock-1", alpha)?.address == "10.99.77.12"
                }
                try await EngineTests.until("it is called there") {
                    try await Self.page("stock", from: alpha) == "hello"
                }

                // Somebody wants the very port.
                let second = try #require(try await Self.exposure(of: "stock-1", alpha))
                #expect(second.hostPort == first.hostPort)
                let loud = """
                    ---
                    kind: Automaton
                    name: loud
                    artefact: box
                    process: {args: [/bin/httpd, -f, -p, "8080", -h, /etc]}
                    relay: {publish: ["\(second.hostPort):8080"]}
                    orchestrator: {stop: {gracePeriod: 0.1}, location: {allowed: [{host: beta}]}}
                    """
                try await alpha.expect(0, "apply", try alpha.declare(Self.declared(stockOn: ["beta"], more: loud)))
                let third = try #require(try await Self.exposure(of: "stock-1", alpha))
                #expect(third.hostPort != second.hostPort)
                let url = "http://10.99.77.12:\(second.hostPort)/passwd"
                let users = try await alpha.command(["/usr/bin/curl", "--silent", url]).output()
                #expect(users.contains("root"))
                try await EngineTests.until("it is called at the other port: \(again.errors)") {
                    try await Self.page("stock", from: alpha) == "hello"
                }
                #expect(try await alpha.instance("stock-1")?.pid == pid, "it runs on")
            }
        }

        @Test("an instance that can't be exposed keeps no name from leading where it is to")
        func unexposed() async throws {
            try await Self.withHosts { hosts, agents in
                let alpha = hosts[0]
                func more(_ dependencies: String) -> String {
                    """
                    ---
                    kind: Automaton
                    name: apart
                    artefact: box
                    process: {args: [/bin/sleep, "10000"]}
                    relay: {ports: [{containerPort: 9000}]}
                    orchestrator: {stop: {gracePeriod: 0s}, location: {allowed: [{host: alpha}]}}
                    ---
                    kind: Automaton
                    name: caller
                    artefact: box
                    process: {args: [/bin/sleep, "10000"]}
                    relay: {dependencies: [\(dependencies)]}
                    orchestrator: {stop: {gracePeriod: 0s}, location: {allowed: [{host: beta}]}}
                    """
                }
                try await alpha.expect(0, "apply", try alpha.declare(Self.declared(stockOn: ["alpha"], more: more(""))))
                try await EngineTests.until("stock is called on alpha") {
                    try await Self.page("stock", from: alpha) == "hello"
                }
                // What is in the way keeps its attachment from being written down.
                let obstacle = "\(alpha.state)/run/cni/attachments/apart-1.json.new"
                try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: false)
                let file = try alpha.declare(Self.declared(stockOn: ["beta"], more: more("{automaton: apart}")))
                try await alpha.expect(0, "apply", file)
                try await EngineTests.until("stock is called on beta: \(agents.map(\.errors))") {
                    try await Self.page("stock", from: alpha) == "hello"
                }
                #expect(agents[0].errors.contains("apart-1"))
                #expect(try await Self.exposure(of: "apart-1", alpha) == nil)
                try FileManager.default.removeItem(atPath: obstacle)
                try await EngineTests.until("it is exposed once it can be: \(agents[0].errors)") {
                    try await Self.exposure(of: "apart-1", alpha) != nil
                }
            }
        }

        @Test("what is said of an instance after it was looked at isn't overwritten as it is exposed")
        func saidMeanwhile() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.published(port: 18588)))
                let store = try SQLiteGraphStore(path: "\(place.state)/graph.sqlite")
                let engine = Engine(
                    settings: EngineSettings(
                        stateDirectory: place.state, author: "test", program: BuiltProgram.path), store: store)
                var agent = try await engine.agent()
                var identity = HostIdentity(name: agent.hostName)
                identity.address = "127.0.0.2:4711"
                agent.identity = identity
                var seen = try await agent.store.read { try Assignment(of: "web-1", in: $0) }
                seen.status?.state = .running
                #expect(try await agent.exposeAnew(seen, besides: []))
                let status = try await agent.store.read { try $0.value(InstanceStatus.self, named: "web-1") }
                #expect(status?.exposed?.map(\.address) == ["127.0.0.2"])
                #expect(status?.state == .ready)
            }
        }

        private static func exposure(of instance: String, _ place: Place) async throws -> InstanceStatus.ExposedPort? {
            let store = try SQLiteGraphStore(path: try #require(place.graph))
            return try await store.read { try $0.value(InstanceStatus.self, named: instance) }?.exposed?.first
        }
    }
}
