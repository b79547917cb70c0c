import ConfigurationGraph
import Exchange
import Foundation
import GraphStore
import Processes
import Relay
import Runtime

extension Engine {
    /// Is the agent of one of many hosts until the task is cancelled: keeps its lease, runs what is placed on it, probes it,
    /// balances requests to it, and records what is measured.
    ///
    /// - Parameters:
    ///   - name: the host's name, which its state directory keeps from then on.
    ///   - address: where it hands out the bytes that it has; nil for nowhere.
    /// - Throws: ``Failure``: not root; another agent for this state directory; a name that another host has; a state
    ///   directory that is another host.
    public func runHostAgent(_ name: String, address: String?, events: @escaping EventHandler) async throws {
        try await reportingFailures {
            try requireRoot(to: "run containers")
            try Self.checkHostName(name)
            let state = StateDirectory(settings.stateDirectory)
            try state.create()
            guard let lock = try await patiently({ try state.lockAgent() }) else {
                throw Failure(
                    .unavailable, "another 'emergence agent' runs for \(state.path)",
                    hint: "end it first, or name another folder with --state-dir")
            }
            defer { withExtendedLifetime(lock) {} }
            let content = try address.map { try ContentAddress(parsing: $0) }
            var identity = try Self.identity(name, in: state)
            identity.address = content?.description
            try identity.write(in: state)
            let agent = try await agent(events)
            events(.note("agent of host \(name), for \(state.path); Ctrl-C ends this, and what runs goes on"))
            let log = try TrafficLog()
            let balancer = agent.optionalBalancer(log)
            try await agent.whileWatching(balancer) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    if let content {
                        group.addTask { try await ContentServer(for: settings).run(at: content.ip, port: content.port) }
                        group.addTask { await RoundTripMeter(agent: agent).run() }
                    }
                    group.addTask { await SpareMemory.giveBackFromTimeToTime { agent.store.giveMemoryBack() } }
                    group.addTask { [identity] in
                        try await HostAgent(agent: agent, identity: identity, balancer: balancer, log: log).run()
                    }
                    // Ends with the first that fails.
                    for try await _ in group {}
                }
            }
        }
    }

    private static func checkHostName(_ name: String) throws {
        let isGood = name.wholeMatch(of: #/[A-Za-z0-9][A-Za-z0-9._-]{0,127}/#) != nil
        guard isGood else {
            throw Failure(
                .usage, "'\(name)' is no name of a host", hint: "letters, digits, '.', '_' and '-', 128 at the most")
        }
    }

    /// Who the state directory is. It can become another host only while nothing is in it that the old one was given.
    private static func identity(_ name: String, in state: StateDirectory) throws -> HostIdentity {
        guard let known = try HostIdentity.read(in: state) else { return HostIdentity(name: name) }
        if known.name == name { return known }
        let bundles = (try? FileManager.default.contentsOfDirectory(atPath: state.instances)) ?? []
        guard bundles.isEmpty else {
            throw Failure(
                .conflict, "\(state.path) is host '\(known.name)', and has instances of it",
                hint: "give --host \(known.name), or name another folder with --state-dir")
        }
        return HostIdentity(name: name)
    }
}
