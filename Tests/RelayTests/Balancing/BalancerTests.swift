import Foundation
import Processes
import Synchronization
import TestMachine
import Testing

@testable import Relay

/// A real HAProxy in front of real HTTP servers, in a host of the tests' own.
@Suite(.enabled(if: PrivateHost.isInside, "run by BalancerHostTests"), .serialized)
struct BalancerTests {
    private static func configuration(_ servers: [(name: String, state: BalancerConfiguration.Server.State)])
        -> BalancerConfiguration
    {
        BalancerConfiguration(services: [
            .init(
                automaton: "shop", hostPort: 18080,
                servers: servers.map {
                    .init(name: $0.name, address: "127.0.0.1", port: $0.name == "shop-1" ? 8101 : 8102, state: $0.state)
                })
        ])
    }

    private static let client = PageClient(port: 18080)

    /// Two servers, and HAProxy's folder; what runs at the end is ended.
    private static func run(_ test: @escaping @Sendable (BalancerProcess, Sandbox) async throws -> Void) async throws {
        try await Sandbox.run { box in
            let process = try BalancerProcess(folder: BalancerFolder(stateDirectory: box.state))
            try await box.serving("one", in: "/proc/self/ns/net", port: 8101) {
                try await box.serving("two", in: "/proc/self/ns/net", port: 8102) {
                    for port in [8101, 8102] { _ = try await box.awaitPage("127.0.0.1:\(port)") }
                    let outcome: Result<Void, any Error>
                    do { outcome = .success(try await test(process, box)) } catch { outcome = .failure(error) }
                    await process.end(within: .zero)
                    #expect(process.processes() == [])
                    try outcome.get()
                }
            }
        }
    }

    /// Clients that ask all the time while the work goes on; every request must be answered with 200.
    private static func underLoad(_ work: () async throws -> Void) async throws -> Int {
        let (isOver, answers) = (Shared(false), Shared([Int]()))
        let clients = Task {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        while !isOver.value {
                            let answer = await client.get()
                            answers.change { $0.append(answer?.status ?? 0) }
                        }
                    }
                }
            }
        }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
        isOver.change { $0 = true }
        await clients.value
        try outcome.get()
        let failed = answers.value.filter { $0 != 200 }
        #expect(failed == [], "\(failed.count) of \(answers.value.count) requests failed")
        return answers.value.count
    }

    /// Asks until both servers, or one, have answered often enough.
    private static func bodies(_ count: Int) async throws -> Set<String> {
        var bodies: Set<String> = []
        for _ in 0..<count { bodies.insert(try #require(await client.get()).body) }
        return bodies
    }

    @Test("servers come, drain and go while clients ask, and no request is lost")
    func withoutLoss() async throws {
        try await Self.run { process, _ in
            let one = Self.configuration([("shop-1", .ready)])
            let both = Self.configuration([("shop-1", .ready), ("shop-2", .ready)])
            let draining = Self.configuration([("shop-1", .draining), ("shop-2", .ready)])
            let two = Self.configuration([("shop-2", .ready)])
            try await process.start(one)
            let ids = process.processes()
            #expect(ids.count == 1)
            let count = try await Self.underLoad {
                #expect(try await Self.bodies(4) == ["one"])
                for _ in 0..<3 {
                    try await process.perform(from: one, to: both)
                    #expect(try await Self.bodies(40) == ["one", "two"])
                    try await process.perform(from: both, to: draining)
                    #expect(try await Self.bodies(8) == ["two"])
                    try await process.perform(from: draining, to: two)
                    #expect(try await Self.bodies(4) == ["two"])
                    try await process.perform(from: two, to: both)
                    try await process.perform(from: both, to: one)
                    #expect(try await Self.bodies(4) == ["one"])
                }
            }
            #expect(count > 0)
            #expect(process.processes() == ids, "it was the same process all the time")
        }
    }

    @Test("another port is taken up by a new process, and no request is lost")
    func reload() async throws {
        try await Self.run { process, _ in
            let one = Self.configuration([("shop-1", .ready)])
            var more = one.services
            more.append(.init(automaton: "stock", hostPort: 18081, servers: one.services[0].servers))
            try await process.start(one)
            _ = try await Self.underLoad {
                for _ in 0..<3 {
                    try await process.start(BalancerConfiguration(services: more))
                    #expect(try await Self.bodies(4) == ["one"])
                    #expect(await PageClient(port: 18081).get()?.body == "one")
                    try await process.start(one)
                    #expect(try await Self.bodies(4) == ["one"])
                }
            }
            try await Self.until("the old ones have ended") { process.processes().count == 1 }
        }
    }

    @Test("each request is told of")
    func log() async throws {
        try await Self.run { process, _ in
            let log = try TrafficLog()
            try await process.start(
                Self.configuration([("shop-1", .ready), ("shop-2", .ready)]), log: log.target)
            for _ in 0..<10 { #expect(await Self.client.get()?.status == 200) }
            #expect(await Self.client.get("/nothing")?.status == 404)
            var sum = TrafficMeter.Window()
            try await Self.until("all are told of") {
                let window = log.closeWindow()
                for (name, count) in window.services {
                    sum.services[name, default: .init()].requests += count.requests
                    sum.services[name, default: .init()].errors += count.errors
                }
                for (name, count) in window.instances {
                    sum.instances[name, default: .init()].requests += count.requests
                }
                return sum.services["shop:18080"]?.requests == 11
            }
            #expect(sum.services["shop:18080"]?.errors == 0)
            #expect(Set(sum.instances.keys) == ["shop-1", "shop-2"])
        }
    }

    @Test("behind a load balancer clients are whom it says by the PROXY protocol, and nobody else is answered")
    func proxied() async throws {
        try await Self.run { process, _ in
            let log = try TrafficLog()
            _ = log.closeWindow(beginning: ClientNetworks([try #require(IPv4Network("192.0.2.0/24")): "eu"]))
            var service = Self.configuration([("shop-1", .ready)]).services[0]
            service.takesProxyProtocol = true
            try await process.start(BalancerConfiguration(services: [service]), log: log.target)
            #expect(await PageClient(port: 18080, proxied: "192.0.2.7").get()?.body == "one")
            try await Self.until("it is told of") {
                log.closeWindow().origins[.init(service: "shop:18080", network: "eu")] == 1
            }
            #expect(await Self.client.get()?.status != 200)
        }
    }

    @Test("with no server that is ready, the client is told at once, and it counts as an error")
    func nobody() async throws {
        try await Self.run { process, _ in
            let log = try TrafficLog()
            try await process.start(Self.configuration([("shop-1", .maintenance)]), log: log.target)
            #expect(await Self.client.get()?.status == 503)
            try await Self.until("it is told of") { log.closeWindow().services["shop:18080"]?.errors == 1 }
        }
    }

    @Test("a port that is taken is refused in HAProxy's words, and the one that runs goes on")
    func taken() async throws {
        try await Self.run { process, _ in
            let one = Self.configuration([("shop-1", .ready)])
            try await process.start(one)
            let bad = BalancerConfiguration(services: one.services + [.init(automaton: "bad", hostPort: 8101)])
            let error = await #expect(throws: BalancerError.self) { try await process.start(bad) }
            #expect(error?.description.contains("8101") == true, "\(String(describing: error))")
            #expect(try await Self.bodies(2) == ["one"])
        }
    }

    @Test("commands that it doesn't take are told in its words")
    func refused() async throws {
        try await Self.run { process, _ in
            try await process.start(Self.configuration([("shop-1", .ready)]))
            let error = await #expect(throws: BalancerError.self) {
                try await process.perform([.set(server: "shop:18080/nobody", .ready)])
            }
            #expect(error == .command(text: "set server shop:18080/nobody state ready", answer: "No such server."))
            // What is gone already need not go.
            try await process.perform([.remove(server: "shop:18080/nobody")])
            #expect(try await process.requests(at: "shop-1", of: "shop:18080") == 0)
        }
    }

    private static func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        for _ in 0..<1200 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("it never came to pass that \(what)")
    }
}

extension BalancerProcess {
    fileprivate func perform(from old: BalancerConfiguration, to new: BalancerConfiguration) async throws {
        guard case .commands(let commands) = BalancerChange(from: old, to: new) else {
            Issue.record("a reload from \(old) to \(new)")
            return
        }
        try await perform(commands)
    }
}

/// A value that tasks share.
private final class Shared<Value: Sendable>: Sendable {
    private let content: Mutex<Value>

    init(_ value: Value) { content = Mutex(value) }

    var value: Value { content.withLock { $0 } }

    func change(_ body: @Sendable (inout Value) -> Void) { content.withLock { body(&$0) } }
}

@Suite struct BalancerHostTests {
    private static let obstacle = PrivateHost.obstacle(needing: ["/usr/sbin/haproxy"])

    @Test(
        "HAProxy follows instances without losing a request (see BalancerTests)",
        .enabled(if: obstacle == nil && !PrivateHost.isInside, "\(obstacle ?? "inside")"))
    func balancing() async throws {
        let result = try await PrivateHost.run(suite: "RelayTests.BalancerTests")
        #expect(result.status == 0, "\(result.output)\n\(result.errorOutput)")
        #expect((result.output + result.errorOutput).contains("BalancerTests"))
    }
}
