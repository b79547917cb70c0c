import ConfigurationGraph
import Foundation
import GraphStore
import SQLiteGraphStore
import Testing

extension Place {
    /// Gives a test hosts with one graph; afterwards nothing of them may be left.
    ///
    /// - Parameter networks: what gives each host a network of its own; nil for the tests' own network.
    static func withHosts(
        _ names: [String], in networks: HostNetworks? = nil, _ body: ([Place]) async throws -> Void
    ) async throws {
        try await with { place in
            let hosts = names.enumerated().map { number, name in
                var host = place
                host.state = "\(place.folder)/\(name)"
                host.graph = "\(place.folder)/graph.sqlite"
                host.inside = networks?.inside[number] ?? []
                host.address = networks?.addresses[number]
                return host
            }
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body(hosts)) } catch { outcome = .failure(error) }
            // Whoever is killed starts nothing any more.
            for host in hosts { host.killAgents() }
            _ = try await hosts[0].run("down")
            // What isn't in the graph any more goes as well.
            for host in hosts { _ = try await host.run("doctor", "--repair") }
            if case .success = outcome {
                for host in hosts {
                    let left = try host.leftovers()
                    #expect(left == [])
                }
            }
            for host in hosts { host.killAll() }
            try outcome.get()
        }
    }

    /// Gives a test two hosts with agents, and a controller that leads.
    ///
    /// - Parameter options: what the controller is told besides.
    static func withCluster(
        in networks: HostNetworks? = nil, controller options: [String] = [],
        _ body: (_ hosts: [Place], _ agents: [RunningProgram]) async throws -> Void
    ) async throws {
        try await withHosts(["alpha", "beta"], in: networks) { hosts in
            let agents = [try await hosts[0].agent(), try await hosts[1].agent()]
            let controller = try RunningProgram(["controller"] + options, in: hosts[0])
            try await EngineTests.until("the controller leads: \(controller.errors)") { try await hosts[0].isLed }
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body(hosts, agents)) } catch { outcome = .failure(error) }
            // It gives its lease back, so that what is left is taken down by who cleans up.
            controller.interrupt()
            _ = try await controller.status()
            try outcome.get()
        }
    }

    var name: String { URL(fileURLWithPath: state).lastPathComponent }

    /// Starts this host's agent, and waits until it has its lease. Its words name the state directory, by which it is found
    /// among the processes.
    func agent() async throws -> RunningProgram {
        let agent = try RunningProgram(
            ["agent", "--host", name, "--state-dir", state] + (address.map { ["--address", $0] } ?? []), in: self)
        try await EngineTests.until("host \(name) is up: \(agent.errors)") {
            // The lease of one that was killed runs on, so the agent's own word counts as well.
            try await state(ofHost: name) == "up" && agent.errors.contains("agent of host \(name)")
        }
        return agent
    }

    /// What `host list` says of a host.
    func state(ofHost name: String) async throws -> String? {
        struct Host: Decodable {
            var host: String
            var state: String
        }
        let text = try await expect(0, "host", "list", "-o", "json")
        return try JSONDecoder().decode([Host].self, from: Data(text.utf8)).first { $0.host == name }?.state
    }

    /// Places an instance on another host, as a controller does.
    func place(_ instance: String, on host: Place) async throws {
        let store = try SQLiteGraphStore(path: try #require(graph))
        var moved = try #require(
            try await store.read { try $0.value(ConfigurationGraph.Instance.self, named: instance) })
        moved.host = host.name
        try await store.commit(
            Transaction(
                author: "test", roles: [.orchestrator], message: "move \(instance)", puts: [.instance(moved)],
                deletes: [NodeID(.instanceStatus, instance)]))
    }

    /// Changes an instance in the graph, as a controller does.
    func mark(_ instance: String, ending: String) async throws {
        let store = try SQLiteGraphStore(path: try #require(graph))
        var marked = try #require(
            try await store.read { try $0.value(ConfigurationGraph.Instance.self, named: instance) })
        marked.ending = ending
        try await store.commit(
            Transaction(author: "test", roles: [.orchestrator], message: "end it", puts: [.instance(marked)]))
    }

    /// Says of an instance that it is being started, as an agent does.
    func markAsStarting(_ instance: String) async throws {
        let store = try SQLiteGraphStore(path: try #require(graph))
        try await store.commit(
            Transaction(
                author: "test", roles: [.agent], message: "\(instance) is starting",
                puts: [.instanceStatus(InstanceStatus(instance: instance, state: .starting))]))
    }

    /// Gives another host the bytes that this one has.
    func copyBlobs(to host: Place) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: host.state, withIntermediateDirectories: true)
        try? files.removeItem(atPath: host.state + "/blobs")
        try files.copyItem(atPath: state + "/blobs", toPath: host.state + "/blobs")
    }

    /// Ends agents and watchdogs at once, also a watchdog that an agent has just begun.
    private func killAgents() {
        while case let all = processes().filter({ Self.isAgent($0.words) }), !all.isEmpty {
            for (pid, _) in all { kill(pid, SIGKILL) }
            usleep(10_000)
        }
    }

    private static func isAgent(_ words: String) -> Bool {
        words.contains(" agent --host ") || words.contains(" watchdog ")
    }
}
