/// Counts requests in windows, one after another: what came to each service and each of its instances since the last
/// window was closed. Pure; whoever reads the log feeds it, and whoever has the clock closes its windows.
public struct TrafficMeter: Sendable {
    /// What came to one service, or one instance, in one window.
    public struct Count: Hashable, Sendable {
        public var requests = 0
        /// Requests that were answered with a status of 500 or above, or not at all.
        public var errors = 0
        public var latencies = LatencySketch()

        public init() {}

        public mutating func add(_ record: RequestRecord) {
            requests += 1
            if record.isError { errors += 1 }
            latencies.add(milliseconds: record.milliseconds)
        }
    }

    /// A service, and the name of the network that its client is in.
    public struct Origin: Hashable, Sendable {
        public var service: String
        /// Nil for a client of no network that has a name.
        public var network: String?

        public init(service: String, network: String?) {
            self.service = service
            self.network = network
        }
    }

    /// All that came in one window.
    public struct Window: Hashable, Sendable {
        /// By service.
        public var services: [String: Count] = [:]
        /// By instance.
        public var instances: [String: Count] = [:]
        /// By the client's network: the first three of an IPv4 address's four numbers.
        public var clients: [String: Int] = [:]
        /// By service and named network.
        public var origins: [Origin: Int] = [:]
        /// Requests of services, instances or networks beyond those that there is room for.
        public var untold = 0

        public init() {}
    }

    /// The most services, instances and networks that are told apart in one window.
    private let capacity: Int
    private var window = Window()
    /// The networks that requests are told apart by from now on.
    public var networks = ClientNetworks()

    public init(capacity: Int = 4096) {
        self.capacity = capacity
    }

    public mutating func note(_ record: RequestRecord) {
        var isTold = Self.count(record, for: record.service, in: &window.services, capacity)
        if let instance = record.instance {
            isTold = Self.count(record, for: instance, in: &window.instances, capacity) && isTold
        }
        let network = Self.network(of: record.client)
        if window.clients[network] != nil || window.clients.count < capacity {
            window.clients[network, default: 0] += 1
        } else {
            isTold = false
        }
        let origin = Origin(service: record.service, network: networks.name(of: record.client))
        if window.origins[origin] != nil || window.origins.count < capacity {
            window.origins[origin, default: 0] += 1
        }
        if !isTold { window.untold += 1 }
    }

    /// Closes the window and begins the next one.
    public mutating func close() -> Window {
        defer { window = Window() }
        return window
    }

    private static func count(
        _ record: RequestRecord, for name: String, in counts: inout [String: Count], _ capacity: Int
    ) -> Bool {
        guard counts[name] != nil || counts.count < capacity else { return false }
        counts[name, default: Count()].add(record)
        return true
    }

    private static func network(of client: String) -> String {
        guard let address = IPv4Address(client) else { return client }
        return IPv4Network(address, prefix: 24).description
    }
}
