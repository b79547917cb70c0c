/// Why an instance can't be on a host. What comes first here is what a host is refused for.
enum Refusal: Hashable, Sendable {
    case gone
    case lost
    case drained
    case cordoned
    case architecture(String)
    case feature(String)
    case notAllowed(String)
    case forbidden(PlaceSelector)
    case labels
    case taint(Taint)
    case volumeElsewhere(volume: String, host: String)
    case volumeOwned(volume: String, owner: String)
    case cpu
    case memory
    case storage
    case full
    case devices(String)
    case port(HostPort)
    case notBeside(automaton: String, key: TopologyKey)
    case notAway(automaton: String, key: TopologyKey)
    case spread(TopologyKey)
    /// The move is for the sake of another host, as for one that joined.
    case notTarget

    /// Whether it is about an amount that is short.
    var isShortage: Bool {
        switch self {
        case .cpu, .memory, .storage: true
        default: false
        }
    }
}

extension Refusal {
    /// The reason in words; where an amount is short, by how much at the least.
    func words(shortBy shortage: Int64) -> String {
        switch self {
        case .gone: "not there any more"
        case .lost: "lease ran out"
        case .drained: "being drained"
        case .cordoned: "not schedulable"
        case .architecture(let built): "not \(built)"
        case .feature(let feature): "can't do \(feature)"
        case .notAllowed(let place): "location \(place) not allowed"
        case .forbidden(let selector): "location \(selector) forbidden"
        case .labels: "labels don't match"
        case .taint(let taint): "taint \(taint)"
        case .volumeElsewhere(let volume, let host): "volume \(volume) is on host \(host)"
        case .volumeOwned(let volume, let owner): "volume \(volume) is \(owner)'s"
        case .cpu: "cpu short by \(Words.processors(shortage))"
        case .memory: "memory short by \(Words.bytes(shortage))"
        case .storage: "storage short by \(Words.bytes(shortage))"
        case .full: "no room for another instance"
        case .devices(let kind): "too few free devices of class \(kind)"
        case .port(let port): "port \(port) taken"
        case .notBeside(let automaton, let key): "no instance of \(automaton) in its \(key.rawValue)"
        case .notAway(let automaton, let key): "an instance of \(automaton) in its \(key.rawValue)"
        case .spread(let key): "its \(key.rawValue) has enough of them"
        case .notTarget: "not the host that the move is for"
        }
    }

    /// What would take the reason away.
    func remedy(shortBy shortage: Int64, on host: String) -> String {
        switch self {
        case .gone, .lost: "bring host \(host) back"
        case .drained, .cordoned: "uncordon host \(host)"
        case .architecture(let built): "add a host of \(built), or forge the artefact for host \(host)"
        case .feature(let feature): "give host \(host) \(feature)"
        case .notAllowed(let place): "allow location \(place) (orchestrator.location.allowed)"
        case .forbidden(let selector): "allow \(selector) (orchestrator.location.forbidden)"
        case .labels: "label host \(host) as orchestrator.affinity.hosts asks"
        case .taint(let taint): "tolerate taint \(taint) (orchestrator.tolerations)"
        case .volumeElsewhere(let volume, let volumeHost): "bring host \(volumeHost) back, or remove volume \(volume)"
        case .volumeOwned(let volume, _): "make volume \(volume) shared (volume.accessMode)"
        case .cpu: "free \(Words.processors(shortage)) of cpu on host \(host), or request less"
        case .memory: "free \(Words.bytes(shortage)) of memory on host \(host), or request less"
        case .storage: "free \(Words.bytes(shortage)) of storage on host \(host), or request less"
        case .full: "raise host.capacity.instances of host \(host)"
        case .devices(let kind): "free devices of class \(kind) on host \(host), or add some"
        case .port(let port): "publish another port than \(port), or add a host"
        case .notBeside(let automaton, let key): "place \(automaton) in the \(key.rawValue) of host \(host)"
        case .notAway(let automaton, _): "take away the affinity to \(automaton), or add a host"
        case .spread: "raise orchestrator.spread.maxSkew, or add a host"
        case .notTarget: "wait until the move is done"
        }
    }
}
