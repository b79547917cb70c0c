import ConfigurationGraph
import OCI

/// A port of the host that leads to one of an automaton, as `relay.publish` gives it: `[ADDRESS:]HOSTPORT:PORT[/udp]`
/// or an object.
struct PublishedPort: Hashable {
    var hostPort: Int64
    /// The host's address; nil for all of them.
    var address: String?
    /// `tcp` or `udp`.
    var transport: String

    /// The members of its long form.
    static let types: [String: ParameterType] = [
        "hostPort": .integer(1...65535), "port": .integer(1...65535), "address": .string,
        "protocol": .choice(["tcp", "udp"]),
    ]

    /// Whether the two can't both be had: one port and protocol, at one address or all.
    func clashes(with other: PublishedPort) -> Bool {
        hostPort == other.hostPort && transport == other.transport
            && (address == nil || other.address == nil || address == other.address)
    }

    /// The ports of a value of `relay.publish`; what is no port is left out.
    static func all(in value: JSONValue) -> [PublishedPort] {
        (value.array ?? []).compactMap(PublishedPort.init)
    }

    private init?(_ value: JSONValue) {
        if let text = value.string {
            self.init(text)
        } else {
            guard let port = value["hostPort"]?.integer else { return nil }
            self.init(
                hostPort: port, address: value["address"]?.string, transport: value["protocol"]?.string ?? "tcp")
        }
    }

    private init?(_ text: String) {
        let halves = text.split(separator: "/", maxSplits: 1)
        let ports = halves.first?.split(separator: ":") ?? []
        guard ports.count >= 2, let port = Int64(ports[ports.count - 2]) else { return nil }
        let address = ports.dropLast(2).joined(separator: ":")
        self.init(
            hostPort: port, address: address.isEmpty ? nil : address,
            transport: halves.count > 1 ? String(halves[1]) : "tcp")
    }

    private init(hostPort: Int64, address: String?, transport: String) {
        self.hostPort = hostPort
        self.address = address
        self.transport = transport
    }
}
