/// A port of the host that leads to a port of an instance.
public struct PublishedPort: Hashable, Sendable, Codable {
    /// What is carried over IP.
    public enum Transport: String, Hashable, Sendable, Codable {
        case tcp, udp, sctp
    }

    /// The host's address that it is published on; nil for all of them.
    public var address: String?
    public var hostPort: UInt16
    /// The instance's own port.
    public var port: UInt16
    public var transport: Transport

    public init(address: String? = nil, hostPort: UInt16, port: UInt16, transport: Transport = .tcp) {
        self.address = address
        self.hostPort = hostPort
        self.port = port
        self.transport = transport
    }

    /// Whether two publications can't stand side by side on one host.
    public func collides(with other: PublishedPort) -> Bool {
        hostPort == other.hostPort && transport == other.transport
            && (address == nil || other.address == nil || address == other.address)
    }
}

extension PublishedPort: CustomStringConvertible {
    public var description: String {
        "\(address.map { $0 + ":" } ?? "")\(hostPort):\(port)/\(transport.rawValue)"
    }
}

/// A port that an automaton declares, which publications may call by a name.
public struct NamedPort: Hashable, Sendable {
    public let port: UInt16
    public let transport: PublishedPort.Transport

    public init(port: UInt16, transport: PublishedPort.Transport = .tcp) {
        self.port = port
        self.transport = transport
    }
}

extension NamedPort: Comparable {
    public static func < (left: NamedPort, right: NamedPort) -> Bool {
        (left.port, left.transport.rawValue) < (right.port, right.transport.rawValue)
    }
}

extension NamedPort: CustomStringConvertible {
    public var description: String { transport == .tcp ? "\(port)" : "\(port)/\(transport.rawValue)" }
}
