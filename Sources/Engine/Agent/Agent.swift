import ConfigurationGraph
import Forge
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
    let probe: HostProbe
    let means: ContainerMeans
    let runner: InstanceRunner
    let network: Network
    let events: EventHandler
    /// Which of many hosts this is; nil where it is the only one.
    var identity: HostIdentity?
    /// The hosts that have agents of their own, where this is none of them.
    var attended: Set<String> = []
    /// Where it is noted what this command does; nil for one that takes nothing back.
    var journal: Journal?
    /// A commit that must be on the disk before a process starts; nil for none.
    var landing: Landing?

    /// This host as a node of the graph. It takes a while to look at all that is asked of a host, so who only starts
    /// what is placed already doesn't.
    func host() async throws -> ConfigurationGraph.Host {
        var host = ConfigurationGraph.Host(
            try await probe.facts(means), state: state, network: network, identity: identity)
        // One that is the only one need not be compared with others.
        if identity != nil { host.artefacts = try await Forge(state: state.path, store: store).presentArtefacts() }
        return host
    }

    /// What must be the case for what it reports to land.
    var fence: [Transaction.Precondition] { identity?.fence ?? [] }

    /// This host's name.
    var hostName: String { identity?.name ?? HostProbe.hostname }

    /// The same agent, that notes what it does.
    func noting(in journal: Journal) -> Agent {
        var agent = self
        agent.journal = journal
        return agent
    }

    /// The same agent, whose processes start when a commit has landed.
    func after(_ landing: Landing?) -> Agent {
        var agent = self
        agent.landing = landing
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
        let identity = try HostIdentity.read(in: state)
        let probe = HostProbe(state: state, runtime: settings.runtime)
        let means = try await probe.means()
        let attended = identity == nil ? try await store.attendedHosts() : []
        return Agent(
            settings: settings, store: store, state: state, probe: probe, means: means,
            runner: InstanceRunner(
                state: state, runtime: means.runtime, conmon: means.conmon, layerMapping: means.layerMapping),
            network: Network(stateDirectory: state.path), events: events, identity: identity,
            attended: attended)
    }
}
