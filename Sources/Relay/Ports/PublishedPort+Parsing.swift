public import OCI

extension PublishedPort {
    /// Reads one element of `relay.publish`: `"18080:8080"`, `"127.0.0.1:18080:8080/udp"`, or an object with
    /// `hostPort`, `port`, `address` and `protocol`.
    ///
    /// - Parameter names: the automaton's `relay.ports` by name, for publications that name one.
    /// - Throws: ``RelayError/badPublication(text:reason:)``.
    public init(_ value: JSONValue, names: [String: NamedPort] = [:]) throws(RelayError) {
        switch value {
        case .string(let text): try self.init(text, names: names)
        case .object(let members): try self.init(members: members, names: names)
        default: throw .badPublication(text: Self.text(value), reason: "give HOSTPORT:PORT, or an object")
        }
    }

    /// Reads the short form, `[ADDRESS:]HOSTPORT:PORT[/PROTOCOL]`.
    ///
    /// - Throws: ``RelayError/badPublication(text:reason:)``.
    public init(_ text: String, names: [String: NamedPort] = [:]) throws(RelayError) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard halves.count <= 2, (2...3).contains(parts.count) else {
            throw .badPublication(text: text, reason: "give [ADDRESS:]HOSTPORT:PORT[/PROTOCOL], with an IPv4 address")
        }
        try self.init(
            text: text, address: parts.count == 3 ? parts[0] : nil, hostPort: parts[parts.count - 2],
            port: parts[parts.count - 1], transport: halves.count == 2 ? String(halves[1]) : nil, names: names)
    }

    private init(members: [String: JSONValue], names: [String: NamedPort]) throws(RelayError) {
        let text = Self.text(.object(members))
        let known = ["address", "hostPort", "port", "protocol", "sourceRanges"]
        if let odd = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw .badPublication(
                text: text, reason: "there is no `\(odd)`; there are \(known.joined(separator: ", "))")
        }
        guard members["sourceRanges"]?.array?.isEmpty != false else {
            throw .badPublication(text: text, reason: "the portmap plugin can't hold to sourceRanges")
        }
        guard let port = members["port"], let hostPort = members["hostPort"] else {
            throw .badPublication(text: text, reason: "hostPort and port must be given")
        }
        try self.init(
            text: text, address: members["address"]?.string, hostPort: Self.text(hostPort), port: Self.text(port),
            transport: members["protocol"]?.string, names: names)
    }

    private init(
        text: String, address: String?, hostPort: String, port: String, transport: String?, names: [String: NamedPort]
    ) throws(RelayError) {
        if let address, IPv4Address(address) == nil {
            throw .badPublication(text: text, reason: "`\(address)` is no IPv4 address")
        }
        let named = names[port]
        guard let hostPort = Self.number(hostPort) else {
            throw .badPublication(text: text, reason: "the host's port must be a number from 1 to 65535")
        }
        guard let port = named?.port ?? Self.number(port) else {
            throw .badPublication(
                text: text, reason: "`\(port)` is neither a number from 1 to 65535 nor the name of one of relay.ports")
        }
        guard let transport = transport.map(Transport.init(rawValue:)) ?? named?.transport ?? .tcp else {
            throw .badPublication(text: text, reason: "the protocol must be tcp, udp or sctp")
        }
        self.init(
            address: address == "0.0.0.0" ? nil : address, hostPort: hostPort, port: port, transport: transport)
    }

    private static func number(_ text: String) -> UInt16? {
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = UInt16(text), number > 0 else { return nil }
        return number
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        default: (try? CanonicalJSON.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "\(value)"
        }
    }
}
