/// Where an instance can be reached in its host's network.
public struct InstanceAddress: Hashable, Sendable, Codable {
    /// Its IPv4 address.
    public let address: String
    /// The bridge's address, by which it reaches all else.
    public let gateway: String
    /// The name of the interface inside the instance's network namespace.
    public let interface: String

    public init(address: String, gateway: String, interface: String) {
        self.address = address
        self.gateway = gateway
        self.interface = interface
    }
}
