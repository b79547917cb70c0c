import ConfigurationGraph
import Relay

extension BalancingPlan.Candidate {
    /// An instance on this host; nil where HAProxy has nothing to do with it.
    init?(_ assignment: Assignment, state: BalancerConfiguration.Server.State) throws {
        let ports = try assignment.spec.balancedPorts()
        guard assignment.hasOwnNetwork, !ports.isEmpty else { return nil }
        let address = assignment.status?.addresses.first
        self.init(
            instance: assignment.instance.name, automaton: assignment.automaton.name, isHere: true, ports: ports,
            ends: ports.reduce(into: [:]) { ends, port in
                ends[port.port.port] = address.map { BalancingPlan.Endpoint(address: $0, port: port.port.port) }
            }, state: state)
    }

    /// The instances of an automaton on other hosts that can be reached from here. Whether they get requests is as their
    /// hosts' agents say.
    static func elsewhere(
        of automaton: String, besides host: String, in view: some GraphView
    ) throws -> [BalancingPlan.Candidate] {
        var known = SpecReader()
        return try view.edges(to: NodeID(.automaton, automaton)).filter { $0.label == .instanceOf }.compactMap { edge in
            guard let instance = try view.value(Instance.self, named: edge.from.name), instance.host != host,
                !instance.isVariant, let status = try view.value(InstanceStatus.self, named: instance.name),
                let exposed = status.exposed, let spec = try known.spec(of: instance, in: view)
            else { return nil }
            // An agent that was started anew at another address leads nothing from there to what it had started before.
            guard let told = try view.value(Host.self, named: instance.host)?.address,
                let address = try? ContentAddress(parsing: told).ip
            else { return nil }
            return BalancingPlan.Candidate(
                instance: instance.name, automaton: automaton, isHere: false, ports: try spec.balancedPorts(),
                ends: exposed.filter { $0.address == address && $0.transport == nil }.reduce(into: [:]) {
                    $0[$1.port] = BalancingPlan.Endpoint(address: $1.address, port: $1.hostPort)
                },
                state: instance.isLeaving(status) ? .draining : status.state == .ready ? .ready : .maintenance)
        }
    }
}

extension Instance {
    /// Whether its process is about to end, so that other hosts are to send it nothing new: it isn't to run any more, or is to
    /// be started anew.
    func isLeaving(_ status: InstanceStatus) -> Bool {
        !isToRun || (status.restartAsked ?? .zero) < (restartAsked ?? .zero)
    }
}
