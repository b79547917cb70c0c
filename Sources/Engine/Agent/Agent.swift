import ConfigurationGraph
import Forge
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

    /// This host as a node of the graph.
    var host: Host { Host(facts, state: state) }
}

extension Engine {
    /// This machine's agent.
    ///
    /// - Throws: ``Failure``: not root; no container runtime or no conmon on this machine.
    func agent(_ events: @escaping EventHandler = { _ in }) async throws -> Agent {
        try requireRoot(to: "run containers")
        let state = try StateDirectory(creating: settings.stateDirectory)
        let facts = try await HostProbe(state: state, runtime: settings.runtime).facts()
        return Agent(
            settings: settings, store: store, state: state, facts: facts,
            runner: try InstanceRunner(state: state, facts: facts), network: try Network(stateDirectory: state.path),
            events: events)
    }
}
