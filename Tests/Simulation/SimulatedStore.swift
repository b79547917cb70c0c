import ConfigurationGraph
import Orchestrator

/// What is kept in one place for all: the graph as far as it concerns planning, and leases. It is never wrong, and each
/// question is answered at once; only the ways to it are long.
///
/// Its preconditions are those that `Proposal` and `AgentMachine.Effect.report` ask for, its leases are the stores' own
/// (`LeaseTable`).
struct SimulatedStore {
    struct HostNode {
        /// As the operator and its agent have it; the lease in it means nothing.
        var state: HostState
        var changed: Revision
    }

    struct AutomatonNode {
        var policy: AutomatonPolicy
        var changed: Revision
        var memory = AutomatonMemory()
        /// What an instance may be of: what the operator wants, and what was good before.
        var isWanted: (Generation) -> Bool { { $0 == policy.generation || $0 == memory.lastGood } }
    }

    struct InstanceNode {
        var state: InstanceState
        /// Whether it only waits for its end.
        var isEnding = false
        var report: InstanceReport.State?
        /// What was reported before, and the revision of the report.
        var earlier: InstanceReport.State?
        var reportedAt = Revision.zero
        /// The revision that last changed anything but reports.
        var changed: Revision

        /// What it resolves to, which names the ids that it was given.
        var spec: String { "\(state.spec) with ids \(state.idBase)" }

        func report(asOf revision: Revision) -> InstanceReport.State? { reportedAt > revision ? earlier : report }
    }

    private(set) var revision = Revision.zero
    private(set) var hosts: [String: HostNode] = [:]
    private(set) var automatons: [String: AutomatonNode] = [:]
    private(set) var instances: [String: InstanceNode] = [:]
    private(set) var volumes: [String: String] = [:]
    var leases = LeaseTable()
    /// When each host's lease was last renewed, by the true time.
    var renewed: [String: Int64] = [:]
    var observations = Observations()
    /// What each revision changed, from `forgotten` on.
    private var log: [[FleetChange]] = []
    private var forgotten = 0

    // MARK: reading

    func changes(of revision: Int) -> [FleetChange]? {
        revision > forgotten ? log[revision - forgotten - 1] : nil
    }

    func fleet(began: Moment) -> (Fleet, [FleetChange.Ending])? {
        let there = instances.values.filter { !$0.isEnding }.map { read($0) }
        let endings = instances.values.filter(\.isEnding).map { ending($0) }
        let fleet = try? Fleet(
            hosts: hosts.values.map(\.state), automatons: automatons.values.map(\.policy), instances: there,
            memory: automatons.mapValues(\.memory), volumes: volumes, revision: revision, began: began)
        return fleet.map { ($0, endings.sorted { $0.instance < $1.instance }) }
    }

    func assignments(on host: String) -> [Assignment] {
        instances.values.filter { $0.state.host == host }.map { node in
            Assignment(
                instance: node.state.name, spec: node.spec, isWanted: !node.isEnding,
                request: node.state.request, claims: node.state.claims,
                isExclusive: node.state.volumes.contains(where: \.exclusive), reported: node.report)
        }.sorted { $0.instance < $1.instance }
    }

    func sightings() -> [LeaseSighting] {
        leases.leases.filter { $0.name.hasPrefix("host/") }.map {
            LeaseSighting(
                host: String($0.name.dropFirst(5)), holder: $0.holder, epoch: $0.epoch,
                renewal: $0.expires.milliseconds)
        }
    }

    private func read(_ node: InstanceNode) -> InstanceState {
        var state = node.state
        state.phase = node.report.map { $0 == .ready ? .ready : $0 == .failed ? .failed : .starting } ?? .starting
        state.wantedSpec = automatons[state.automaton].map { $0.policy.generation.spec }
        return state
    }

    private func ending(_ node: InstanceNode) -> FleetChange.Ending {
        FleetChange.Ending(
            instance: node.state.name, host: node.state.host,
            isExclusive: node.state.volumes.contains(where: \.exclusive), hasEnded: node.report == .ended)
    }

    private func change(of name: String) -> FleetChange {
        guard let node = instances[name] else { return .instanceGone(name) }
        return node.isEnding ? .ending(ending(node)) : .instance(read(node))
    }

    // MARK: writing

    private mutating func commit(_ changes: [FleetChange]) {
        log.append(changes)
        if log.count > 4000 {
            log.removeFirst(2000)
            forgotten += 2000
        }
    }

    mutating func put(_ state: HostState) {
        guard hosts[state.name]?.state != state else { return }
        revision = revision.next
        hosts[state.name] = HostNode(state: state, changed: revision)
        commit([.host(state)])
    }

    mutating func remove(host: String) {
        guard hosts.removeValue(forKey: host) != nil else { return }
        revision = revision.next
        volumes = volumes.filter { $0.value != host }
        commit([.hostGone(host)])
    }

    mutating func put(_ policy: AutomatonPolicy) {
        revision = revision.next
        var node = automatons[policy.name] ?? AutomatonNode(policy: policy, changed: revision)
        node.policy = policy
        node.changed = revision
        automatons[policy.name] = node
        let own = instances.values.filter { $0.state.automaton == policy.name && !$0.isEnding }
            .map { change(of: $0.state.name) }
        commit([.automaton(policy)] + own)
    }

    mutating func remove(automaton: String) {
        guard automatons.removeValue(forKey: automaton) != nil else { return }
        revision = revision.next
        commit([.automatonGone(automaton)])
    }

    /// Writes what an agent reports, whole or not at all.
    mutating func report(_ reports: [InstanceReport], host: String, epoch: Int64) -> Bool {
        guard leases.lease("host/\(host)")?.epoch == epoch else { return false }
        for report in reports {
            guard let node = instances[report.instance], node.state.host == host, node.spec == report.spec
            else { return false }
        }
        let news = reports.filter { instances[$0.instance]?.report != $0.state }
        guard !news.isEmpty else { return true }
        revision = revision.next
        for report in news {
            let earlier = instances[report.instance]?.report
            instances[report.instance]?.earlier = earlier
            instances[report.instance]?.report = report.state
            instances[report.instance]?.reportedAt = revision
        }
        commit(news.map { change(of: $0.instance) })
        return true
    }

    /// Why a proposal can't land; nil if it can.
    func conflict(of proposal: Proposal) -> String? {
        if !planted(.fencingNotChecked), leases.lease("controller")?.epoch != proposal.epoch {
            return "the lease has another epoch"
        }
        let since = proposal.revision
        var names = proposal.puts.map(\.instance) + proposal.ends.map(\.instance) + proposal.removals
        var owners = proposal.puts.map(\.automaton)
        for note in proposal.notes {
            switch note {
            case .adopt(let instance, _): names.append(instance)
            case .settle(let automaton, _), .giveBack(let automaton, _, _, _): owners.append(automaton)
            default: break
            }
        }
        if let name = names.first(where: { instances[$0].map { $0.changed > since } ?? false }) {
            return "\(name) changed"
        }
        let old = Set(proposal.puts.map(\.instance)).subtracting(proposal.newcomers)
        if let name = (old.sorted() + proposal.ends.map(\.instance)).first(where: { instances[$0] == nil }) {
            return "\(name) is gone"
        }
        if let name = owners.first(where: { automatons[$0].map { $0.changed > since } ?? true }) {
            return "\(name) changed"
        }
        let hosts = proposal.puts.map(\.host)
        return hosts.first { self.hosts[$0].map { $0.changed > since } ?? true }.map { "host \($0) changed" }
    }

    /// Lets a proposal land that has no conflict.
    mutating func land(_ proposal: Proposal) {
        guard !proposal.isEmpty else { return }
        revision = revision.next
        var changed: [String] = []
        for name in proposal.removals {
            instances[name] = nil
            changed.append(name)
        }
        for end in proposal.ends {
            instances[end.instance]?.isEnding = true
            instances[end.instance]?.changed = revision
            changed.append(end.instance)
        }
        for placed in proposal.puts {
            guard let policy = automatons[placed.automaton]?.policy else { continue }
            instances[placed.instance] = InstanceNode(state: state(of: placed, policy), changed: revision)
            for volume in policy.volumes where volumes[volume.name] == nil { volumes[volume.name] = placed.host }
            changed.append(placed.instance)
        }
        for note in proposal.notes { land(note, &changed) }
        commit(changed.map { change(of: $0) })
    }

    private func state(of placed: Step.Placed, _ policy: AutomatonPolicy) -> InstanceState {
        var state = InstanceState(
            name: placed.instance, automaton: placed.automaton, host: placed.host, generation: placed.generation,
            spec: placed.generation.spec, phase: .starting, request: policy.request, idBase: placed.idBase)
        state.devices = policy.devices
        state.ports = policy.ports
        state.volumes = policy.volumes
        state.replaces = placed.reason.replaces
        return state
    }

    private mutating func land(_ note: Step, _ changed: inout [String]) {
        switch note {
        case .adopt(let instance, let generation):
            instances[instance]?.state.generation = generation
            changed.append(instance)
        case .settle(let automaton, let generation):
            automatons[automaton]?.memory = AutomatonMemory(lastGood: generation)
        case .giveBack(let automaton, let failed, _, _):
            automatons[automaton]?.memory.failed.insert(failed)
        default: break
        }
    }
}

extension Generation {
    /// What an instance of it resolves to: what comes after a prime says nothing to it.
    var spec: String { artefact + "/" + configuration.prefix { $0 != "'" } }
    /// A generation with which no instance becomes ready.
    var isBad: Bool { artefact.hasPrefix("bad") || configuration.hasPrefix("bad") }
}

extension InstanceState {
    /// What it has for itself alone on its host.
    var claims: Set<String> {
        Set(volumes.filter(\.exclusive).map { "volume \($0.name)" } + ports.map { "port \($0)" } + ["ids \(idBase)"])
    }
}
