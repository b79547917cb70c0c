public import ConfigurationGraph

/// All hosts, automatons and instances, with indexes that follow each change in time that hardly grows with the fleet.
///
/// It remembers what changed since it was last planned (``attention``), so that a plan looks at that alone. A value: a
/// copy is a fleet of its own. What was done to it since a ``Mark`` can be undone.
public struct Fleet: Sendable {
    /// The revision of the graph that it shows.
    public var revision: Revision
    /// When planning began: until a whole window has been seen since, nothing is taken away.
    public let began: Moment

    var hosts: [HostRecord] = []
    var hostNumbers: [String: Int] = [:]
    var classes: [HostClass] = []
    var classNumbers: [HostClass.Key: Int] = [:]
    /// The labels that policies ask for, which tell hosts apart.
    var labelKeys: Set<String> = []
    var topology = TopologyNumbers()

    var automatons: [AutomatonRecord] = []
    var automatonNumbers: [String: Int] = [:]
    /// Who is to be away from an automaton, and in what, by that automaton's name.
    var avoiders: [String: [AutomatonPolicy.Neighbour]] = [:]
    /// Who is to be beside an automaton, by that automaton's name.
    var companions: [String: Set<Int>] = [:]

    var instances: [InstanceRecord?] = []
    var freeSlots: [Int] = []
    var instanceNumbers: [String: Int] = [:]
    /// Who takes whose place: the slots of those that come, by the name of the one that goes.
    var replacements: [String: Int] = [:]

    /// The hosts that volumes are on.
    var volumes: [String: VolumeState] = [:]
    /// The hosts on which a port is taken.
    var portHolders: [UInt16: Set<Int>] = [:]

    /// Automatons of which something changed.
    var attention: Set<Int> = []
    /// Automatons that lack an instance, looked at again when there is more room.
    var pending: Set<Int> = []
    /// Whether there is more room somewhere than when those were last looked at.
    var roomGrew = false
    /// Hosts that instances must leave, or of which the lease ran out.
    var strained: Set<Int> = []
    /// Hosts of which the instances were given up already.
    var givenUp: Set<Int> = []
    /// Hosts that are there and take no instances.
    var unavailable: Set<Int> = []
    /// Hosts that came, and how many instances are still to move to each.
    var joins: [Int: Int] = [:]
    /// Hosts by how many instances are on each.
    var loads = HostLoads()
    /// When automatons are to be looked at again.
    var timers: [Int: Moment] = [:]
    /// How many hosts are there.
    var hostCount = 0
    /// How many instances are there that aren't debug variants.
    var instanceCount = 0

    var journal = Journal()

    /// - Throws: ``FleetFault`` where two hosts, automatons or instances have one name.
    public init(
        hosts: [HostState] = [], automatons: [AutomatonPolicy] = [], instances: [InstanceState] = [],
        memory: [String: AutomatonMemory] = [:], volumes: [String: String] = [:], revision: Revision = Revision(0),
        began: Moment = Moment(milliseconds: 0)
    ) throws(FleetFault) {
        self.revision = revision
        self.began = began
        for policy in automatons.sorted(by: { $0.name < $1.name }) {
            guard automatonNumbers[policy.name] == nil else { throw .automatonTwice(policy.name) }
            put(policy)
            if let kept = memory[policy.name] { remember(kept, of: policy.name) }
        }
        try load(hosts.sorted { $0.name < $1.name })
        for (volume, host) in volumes { bind(volume, to: host) }
        for instance in instances.sorted(by: { $0.name < $1.name }) {
            guard instanceNumbers[instance.name] == nil else { throw .instanceTwice(instance.name) }
            add(instance)
        }
        for host in hosts.sorted(by: { $0.name < $1.name }) { bindFound(of: host) }
        sumUpAllHosts()
        joins = [:]
        journal = Journal()
    }

    /// Nothing at all.
    init(emptyAt revision: Revision, began: Moment) {
        self.revision = revision
        self.began = began
    }

    /// What planning is to remember of an automaton that was there before.
    mutating func remember(_ memory: AutomatonMemory, of automaton: String) {
        if let number = automatonNumbers[automaton] { automatons[number].memory = memory }
    }

    /// What planning remembers of each automaton: what a controller keeps for the one after it.
    public var memory: [String: AutomatonMemory] {
        Dictionary(automatons.lazy.map { ($0.policy.name, $0.memory) }) { first, _ in first }
    }

    /// All instances, sorted by name.
    public var instanceStates: [InstanceState] { instances.compactMap { $0?.state }.sorted { $0.name < $1.name } }

    /// All hosts, sorted by name.
    public var hostStates: [HostState] { hosts.filter { !$0.isGone }.map(\.state).sorted { $0.name < $1.name } }

    /// An instance by its name; nil if there is none.
    public func instance(_ name: String) -> InstanceState? { instanceNumbers[name].flatMap { instances[$0]?.state } }

    /// A host by its name; nil if there is none.
    public func host(_ name: String) -> HostState? {
        hostNumbers[name].flatMap { hosts[$0].isGone ? nil : hosts[$0].state }
    }

    /// Whether an instance is ready and its host is there, as far as is known.
    func serves(_ record: InstanceRecord) -> Bool {
        guard record.isReady, record.host >= 0 else { return false }
        return !hosts[record.host].isGone && (hosts[record.host].state.lease == .held || planted(.lostCountsAsReady))
    }

    /// Looks at everything again, as after a start.
    public mutating func lookAtEverything() {
        attention = Set(automatons.indices)
        strained = Set(hosts.indices.filter { isStrained($0) })
    }
}

/// What a volume is bound to.
struct VolumeState: Sendable, Hashable {
    var host: String
    /// The instance that alone has it; nil if none or several may.
    var owner: String?
}

/// Why hosts, automatons and instances can't be one fleet.
public enum FleetFault: Error, Hashable, Sendable {
    case hostTwice(String)
    case automatonTwice(String)
    case instanceTwice(String)
}

extension FleetFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .hostTwice(let name): "there are two hosts called \(name); rename one, its agent takes --host NAME"
        case .automatonTwice(let name): "there are two automatons called \(name); rename one"
        case .instanceTwice(let name): "there are two instances called \(name); remove one"
        }
    }
}
