/// What HAProxy is to do on a host: which ports it listens on, and which instances are behind each. A value; nothing
/// runs yet.
public struct BalancerConfiguration: Hashable, Sendable, Codable {
    /// The services, sorted by name.
    public private(set) var services: [Service]

    public init(services: [Service] = []) {
        self.services = services.sorted { $0.name < $1.name }
    }

    /// One port of the host, and the instances that answer there.
    public struct Service: Hashable, Sendable, Codable {
        /// Which instance a request goes to.
        public enum Policy: String, Hashable, Sendable, Codable {
            case roundRobin, leastRequests
        }

        /// The automaton whose instances these are.
        public var automaton: String
        /// The host's address that is listened on; nil for all of them.
        public var address: String?
        public var hostPort: UInt16
        public var policy: Policy
        /// Whether one client's requests go to one instance.
        public var followsClient: Bool
        /// How long an answer may take, in seconds.
        public var timeout: Double
        /// How often a request that failed is tried again, beside those that reached no instance.
        public var retries: Int
        /// Whether who connects says first who the client is, by the PROXY protocol.
        public var takesProxyProtocol: Bool
        /// Sorted by name.
        public private(set) var servers: [Server]

        public init(
            automaton: String, address: String? = nil, hostPort: UInt16, policy: Policy = .roundRobin,
            followsClient: Bool = false, timeout: Double = 60, retries: Int = 0,
            takesProxyProtocol: Bool = false, servers: [Server] = []
        ) {
            self.automaton = automaton
            self.address = address
            self.hostPort = hostPort
            self.policy = policy
            self.followsClient = followsClient
            self.timeout = timeout
            self.retries = retries
            self.takesProxyProtocol = takesProxyProtocol
            self.servers = servers.sorted { $0.name < $1.name }
        }

        /// What it is called in HAProxy and in its log: the automaton, the address if there is one, and the port.
        public var name: String {
            address.map { "\(automaton):\($0):\(hostPort)" } ?? "\(automaton):\(hostPort)"
        }

        /// The same service with other servers.
        init(_ service: Service, servers: [Server]) {
            self = service
            self.servers = servers.sorted { $0.name < $1.name }
        }

        /// The same service with no servers: what can't be changed without a new HAProxy.
        var frame: Service { Service(self, servers: []) }
    }

    /// One instance behind a port.
    public struct Server: Hashable, Sendable, Codable {
        /// Whether requests go there.
        public enum State: String, Hashable, Sendable, Codable {
            /// It gets its share.
            case ready
            /// It gets no new request, and finishes those that it has.
            case draining
            /// It gets nothing.
            case maintenance
        }

        /// The instance.
        public var name: String
        public var address: String
        public var port: UInt16
        public var state: State

        public init(name: String, address: String, port: UInt16, state: State = .ready) {
            self.name = name
            self.address = address
            self.port = port
            self.state = state
        }
    }
}
