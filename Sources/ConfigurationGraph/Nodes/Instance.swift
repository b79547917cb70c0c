/// One running automaton on one host.
public struct Instance: NodeValue {
    /// What should be the case.
    public enum DesiredState: String, Hashable, Sendable, Codable {
        case running, stopped
    }

    public static let kind = NodeKind.instance
    /// The automaton's name and a number, as `shop-1`.
    public var name: String
    /// The automaton that it is one of.
    public var automaton: String
    /// The host that it is placed on.
    public var host: String
    /// The digest that names its resolved configuration.
    public var spec: String
    /// The first of its 65,536 user and group ids on the host.
    public var idBase: UInt32
    /// Whether its process has a terminal.
    public var debug: Bool
    /// What should be the case.
    public var desired: DesiredState
    /// What it is a debug variant for; nil for an instance that its automaton is owed.
    public var session: DebugSession?
    /// Why it is on its host; nil where there was no choice.
    public var placement: PlacementReason?
    /// What its configuration was resolved from; nil where an earlier version resolved it.
    public var resolvedFrom: ResolvedFrom?
    /// The revision that the operator last asked on for it to be started anew: a process that was started before that was
    /// asked is replaced. Nil where nobody ever did.
    public var restartAsked: Revision?
    /// Why it is to end, once for all: its agent ends it and says so, and then it goes; nil for one that is to be there.
    public var ending: String?

    public init(
        name: String, automaton: String, host: String, spec: String, idBase: UInt32, debug: Bool = false,
        desired: DesiredState = .running, session: DebugSession? = nil, placement: PlacementReason? = nil,
        resolvedFrom: ResolvedFrom? = nil, restartAsked: Revision? = nil, ending: String? = nil
    ) {
        self.name = name
        self.automaton = automaton
        self.host = host
        self.spec = spec
        self.idBase = idBase
        self.debug = debug
        self.desired = desired
        self.session = session
        self.placement = placement
        self.resolvedFrom = resolvedFrom
        self.restartAsked = restartAsked
        self.ending = ending
    }

    /// Whether its process is to run.
    public var isToRun: Bool { desired == .running && ending == nil }

    public var nodeName: String { name }
    public var node: Node { .instance(self) }
    private var variantEdges: [Edge] {
        session.map { [Edge(from: id, label: .variantOf, to: NodeID(.instance, $0.original))] } ?? []
    }
    public var edges: [Edge] {
        [
            Edge(from: id, label: .instanceOf, to: NodeID(.automaton, automaton)),
            Edge(from: id, label: .placedOn, to: NodeID(.host, host)),
            Edge(from: id, label: .resolvedTo, to: NodeID(.runtimeSpec, spec)),
        ] + variantEdges
    }
}

/// What is the case with an instance, as its host's agent last saw it.
public struct InstanceStatus: NodeValue {
    /// Where an instance is in its life.
    public enum State: String, Hashable, Sendable, Codable {
        case pending, starting, running, ready, backingOff, exited, failed, stopped, lost
    }

    public static let kind = NodeKind.instanceStatus
    /// The instance's name.
    public var instance: String
    public var state: State
    /// The process's id on the host.
    public var pid: Int32?
    /// How often it was started anew since it was last asked to run.
    public var restarts: Int
    /// How its process last ended.
    public var exitCode: Int32?
    /// When its process started (RFC 3339).
    public var startedAt: String?
    /// When its process ended (RFC 3339).
    public var finishedAt: String?
    /// Its addresses in its host's network.
    public var addresses: [String]
    /// What is published, as `18080:8080/tcp`.
    public var ports: [String]
    /// Where other hosts reach it; nil where nobody needs to, or can.
    public var exposed: [ExposedPort]?
    /// What went wrong, in a sentence.
    public var message: String?
    /// The wish to be started anew that this is said after; see ``Instance/restartAsked``.
    public var restartAsked: Revision?

    public init(
        instance: String, state: State, pid: Int32? = nil, restarts: Int = 0, exitCode: Int32? = nil,
        startedAt: String? = nil, finishedAt: String? = nil, addresses: [String] = [], ports: [String] = [],
        exposed: [ExposedPort]? = nil, message: String? = nil, restartAsked: Revision? = nil
    ) {
        self.instance = instance
        self.state = state
        self.pid = pid
        self.restarts = restarts
        self.exitCode = exitCode
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.addresses = addresses
        self.ports = ports
        self.exposed = exposed
        self.message = message
        self.restartAsked = restartAsked
    }

    public var nodeName: String { instance }
    public var node: Node { .instanceStatus(self) }
    public var edges: [Edge] { [Edge(from: id, label: .statusOf, to: NodeID(.instance, instance))] }

    /// A port of an instance, and where it is in the network of the hosts.
    public struct ExposedPort: Hashable, Sendable, Codable {
        /// The instance's own port.
        public var port: UInt16
        /// Its host's address.
        public var address: String
        /// The port of that address which leads to it.
        public var hostPort: UInt16
        /// What is carried over IP, as `udp`; nil for TCP.
        public var transport: String?

        public init(port: UInt16, address: String, hostPort: UInt16, transport: String? = nil) {
            self.port = port
            self.address = address
            self.hostPort = hostPort
            self.transport = transport
        }
    }
}
