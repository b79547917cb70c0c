import ConfigurationGraph
import GraphStore
import Orchestrator
import Processes
import Relay
import Runtime

extension Engine {
    /// Watches this machine until the task is cancelled: HAProxy answers at the ports that are published for HTTP, and
    /// sends requests to the instances that are ready; probes are asked; what is lost is started again. It plans for its
    /// host besides, unless another controller leads.
    ///
    /// What runs goes on afterwards, and the published ports lead to it as without `serve`.
    ///
    /// - Throws: ``Failure``: not root, no HAProxy, another `serve` for this state directory.
    public func serve(events: @escaping EventHandler) async throws {
        try await reportingFailures {
            let agent = try await agent(events)
            let log = try TrafficLog()
            let balancer = try Balancer(folder: agent.balancerFolder, log: log.target)
            let (placed, placing) = AsyncStream.makeStream(of: [Step.Placed].self)
            let controller = Controller(
                store: store, holder: Self.controllerName("serve"), author: settings.author,
                settings: PlannerSettings(), ownHosts: [agent.hostName], observations: store.measurements,
                placed: { placing.yield($0) }, events: events)
            let keeper = HostKeeper(
                agent: agent, watch: HostWatch(balancer: balancer, log: log) { agent }, placed: placed)
            try await agent.whileWatching(balancer) {
                events(.note("watching \(agent.state.path); Ctrl-C ends this, and what runs goes on"))
                try await withThrowingDiscardingTaskGroup { group in
                    group.addTask { await SpareMemory.giveBackFromTimeToTime { store.giveMemoryBack() } }
                    group.addTask { try await controller.run() }
                    group.addTask { await keeper.run() }
                }
            }
        }
    }
}
