import ConfigurationGraph
import Foundation
import GraphStore
import Overwatch
import Relay
import Runtime

/// The host's agent: makes the machine be what the graph says of this host's instances, and says back what is the case.
///
/// No agent process need run. Each command that changes something is an agent for as long as it lasts, and conmon's
/// exit command is one when a container ends. A lock for each instance keeps them apart.
struct Agent: Sendable {
    let settings: EngineSettings
    let store: any GraphStore
    let state: StateDirectory
    let facts: HostFacts
    let runner: InstanceRunner
    let network: Network
    let events: EventHandler
    /// Where it is noted what this command does; nil for one that takes nothing back.
    var journal: Journal?

    /// This host as a node of the graph.
    var host: ConfigurationGraph.Host { ConfigurationGraph.Host(facts, state: state, network: network) }

    /// The same agent, that notes what it does.
    func noting(in journal: Journal) -> Agent {
        var agent = self
        agent.journal = journal
        return agent
    }

    /// Does work on an instance while nobody else does.
    func whileLocked<Value>(_ name: String, _ work: () async throws -> Value) async throws -> Value {
        let lock = try await state.lock(instance: name)
        defer { withExtendedLifetime(lock) {} }
        return try await work()
    }

    /// The instances that have a bundle, sorted.
    func bundles() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: state.instances)) ?? []).sorted()
    }
}

extension Engine {
    /// This machine's agent.
    ///
    /// - Throws: ``Failure``: not root; no container runtime or no conmon on this machine.
    func agent(_ events: @escaping EventHandler = { _ in }) async throws -> Agent {
        try requireRoot(to: "run containers")
        let state = StateDirectory(settings.stateDirectory)
        try state.create()
        let facts = try await HostProbe(state: state, runtime: settings.runtime).facts()
        return Agent(
            settings: settings, store: store, state: state, facts: facts,
            runner: InstanceRunner(
                state: state, runtime: facts.runtime, conmon: facts.conmon, layerMapping: facts.layerMapping),
            network: Network(stateDirectory: state.path), events: events)
    }
}
