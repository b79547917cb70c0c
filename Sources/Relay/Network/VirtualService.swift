/// An address of a network's bridge that stands for an automaton's instances, wherever they run, and what its ports lead to.
/// A value; nothing leads anywhere yet.
public struct VirtualService: Hashable, Sendable, Codable {
    /// Where something answers.
    public struct End: Hashable, Sendable, Codable {
        public var address: String
        public var port: UInt16

        public init(address: String, port: UInt16) {
            self.address = address
            self.port = port
        }
    }

    /// A port of the address. One without ends refuses connections, as do ports that aren't named.
    public struct Port: Hashable, Sendable, Codable {
        public var port: UInt16
        public var transport: PublishedPort.Transport
        public var ends: [End]

        public init(port: UInt16, transport: PublishedPort.Transport = .tcp, ends: [End]) {
            self.port = port
            self.transport = transport
            self.ends = ends
        }
    }

    public var address: String
    public var ports: [Port]

    public init(address: String, ports: [Port]) {
        self.address = address
        self.ports = ports
    }
}
