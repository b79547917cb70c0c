/// Devices of one class that an instance needs for itself.
public struct DeviceRequest: Hashable, Sendable {
    /// The class, as `gpu`.
    public var kind: String
    public var count: Int
    /// What each of them must say of itself.
    public var attributes: [String: String]

    public init(kind: String, count: Int = 1, attributes: [String: String] = [:]) {
        self.kind = kind
        self.count = count
        self.attributes = attributes
    }
}

/// Devices of a host that are alike.
public struct DeviceGroup: Hashable, Sendable {
    public var kind: String
    public var attributes: [String: String]
    /// How many there are.
    public var count: Int

    public init(kind: String, count: Int, attributes: [String: String] = [:]) {
        self.kind = kind
        self.count = count
        self.attributes = attributes
    }

    func serves(_ request: DeviceRequest) -> Bool {
        kind == request.kind && request.attributes.allSatisfy { attributes[$0] == $1 }
    }
}

/// A port of a host that only one instance can have, or the instances of one automaton.
public struct HostPort: Hashable, Sendable {
    /// The address that it is published at; nil for all.
    public var address: String?
    public var number: UInt16
    public var transport: String
    /// The automaton whose instances share it, as requests are balanced; nil for one that a single instance has.
    public var sharedBy: String?

    public init(_ number: UInt16, transport: String = "tcp", address: String? = nil, sharedBy: String? = nil) {
        self.number = number
        self.transport = transport
        self.address = address == "0.0.0.0" ? nil : address
        self.sharedBy = sharedBy
    }

    func conflicts(with other: HostPort) -> Bool {
        (sharedBy == nil || sharedBy != other.sharedBy) && overlaps(other)
    }

    /// Whether both are one port, whoever has them.
    func overlaps(_ other: HostPort) -> Bool {
        number == other.number && transport == other.transport
            && (address == nil || other.address == nil || address == other.address)
    }
}

extension HostPort: CustomStringConvertible {
    public var description: String { "\(address.map { "\($0):" } ?? "")\(number)/\(transport)" }
}
