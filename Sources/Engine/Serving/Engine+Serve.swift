import ConfigurationGraph
import GraphStore
import Orchestrator
import Processes
import Relay
import Runtime

extension Engine {
    /// Watches this machine until the task is cancelled: HAProxy answers at the ports that are published for HTTP, and
    /// sends requests to the instances that are ready; probes are asked; what is lost is started again.
    ///
    /// What runs goes on afterwards, and the published ports lead to it as without `serve`.
    ///
    /// - Throws: ``Failure``: not root, no HAProxy, another `serve` for this state directory.
    public func serve(events: @escaping EventHandler) async throws {
        try await reportingFailures {
            let agent = try await agent(events)
            guard let lock = try await patiently({ try agent.state.lockServing() }) else {
                throw Failure(
                    .unavailable, "another 'emergence serve' watches \(agent.state.path)",
                    hint: "end it first, or name another folder with --state-dir")
            }
            defer { withExtendedLifetime(lock) {} }
            let log = try TrafficLog()
            let balancer = try Balancer(folder: agent.balancerFolder, log: log.target)
            let watch = HostWatch(agent, balancer: balancer, log: log)
            events(.note("watching \(agent.state.path); Ctrl-C ends this, and what runs goes on"))
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await watch.run()) } catch { outcome = .failure(error) }
            try await uncancelled { try await agent.retire(balancer) }
            if case .failure(let error) = outcome, !(error is CancellationError), !Task.isCancelled { throw error }
        }
    }
}

extension HostWatch {
    /// A watch that plans for its host besides, unless another controller leads.
    fileprivate init(_ agent: Agent, balancer: Balancer, log: TrafficLog) {
        let (measured, measurements) = AsyncStream.makeStream(
            of: ConfigurationGraph.Observations.self, bufferingPolicy: .bufferingNewest(1))
        let (placed, placing) = AsyncStream.makeStream(of: [Step.Placed].self)
        let controller = Controller(
            store: agent.store, holder: Engine.controllerName("serve"), author: agent.settings.author,
            settings: PlannerSettings(), ownHosts: [agent.hostName], observations: measured,
            placed: { placing.yield($0) }, events: agent.events)
        self.init(
            agent: agent, balancer: balancer, log: log, controller: controller, measurements: measurements,
            placed: placed)
    }
}

extension Agent {
    /// Ends HAProxy, once its ports lead to instances again.
    fileprivate func retire(_ balancer: Balancer) async throws {
        let balanced = try await store.read { view in
            try Assignment.all(of: self, in: view).filter { try !$0.spec.balancedPorts().isEmpty }
        }
        // A mapping wins over a listener, so there is no moment in which nobody answers. An instance that was started
        // meanwhile left its ports to HAProxy; so what is missing is looked for once more.
        try? await takePortsBack(balanced)
        await balancer.end()
        try await takePortsBack(balanced)
    }
}
