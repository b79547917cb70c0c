import ConfigurationGraph
import OCI

/// A port of the host that leads to one of an automaton, as `relay.publish` gives it:
/// `[ADDRESS:]HOSTPORT:PORT[/PROTOCOL]`, or an object with these members.
struct PublishedPort: Hashable {
    /// A port's number and protocol, written `8080/tcp`.
    struct Key: Hashable, CustomStringConvertible {
        var number: Int64
        var transport: String

        var description: String { "\(number)/\(transport)" }
    }

    /// What is wrong with a value that is no published port.
    struct Problem: Error {
        /// The end of a sentence that says so.
        var reason: String
    }

    /// The port of the host.
    let key: Key
    /// The host's address; nil for all of them.
    let address: String?

    private static let transports = ["tcp", "udp", "sctp"]

    /// The members of its long form. A port of the automaton may be a name from `relay.ports`.
    static let types: [String: ParameterType] = [
        "hostPort": .integer(1...65535), "port": .any, "address": .string, "protocol": .choice(transports),
    ]

    /// Whether the two can't both be had: one port and protocol, at one address or all.
    func clashes(with other: PublishedPort) -> Bool {
        key == other.key && (address == nil || other.address == nil || address == other.address)
    }

    /// Reads one element of `relay.publish`.
    init(_ value: JSONValue) throws(Problem) {
        if let text = value.string {
            try self.init(text)
        } else {
            try self.init(
                hostPort: value["hostPort"]?.shown ?? "", port: value["port"]?.shown ?? "",
                address: value["address"]?.string, transport: value["protocol"]?.string)
        }
    }

    private init(_ text: String) throws(Problem) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard halves.count <= 2, (2...3).contains(parts.count) else {
            throw Problem(reason: "must be [ADDRESS:]HOSTPORT:PORT[/PROTOCOL], not '\(text)'")
        }
        try self.init(
            hostPort: parts[parts.count - 2], port: parts[parts.count - 1],
            address: parts.count == 3 ? parts[0] : nil, transport: halves.count == 2 ? halves[1] : nil)
    }

    private init(hostPort: String, port: String, address: String?, transport: String?) throws(Problem) {
        guard let number = Self.number(hostPort) else {
            throw Problem(reason: "must have a host's port from 1 to 65535, not '\(hostPort)'")
        }
        guard Self.number(port) != nil || NameRule.problem(with: port) == nil && Int64(port) == nil else {
            throw Problem(reason: "must lead to a port from 1 to 65535 or a name of 'relay.ports', not '\(port)'")
        }
        guard Self.transports.contains(transport ?? "tcp") else {
            throw Problem(
                reason: "must have the protocol \(Self.transports.joined(separator: ", ")), not '\(transport ?? "")'")
        }
        key = Key(number: number, transport: transport ?? "tcp")
        self.address = address == "0.0.0.0" ? nil : address
    }

    private static func number(_ text: String) -> Int64? {
        Int64(text).flatMap { (1...65535).contains($0) ? $0 : nil }
    }
}
