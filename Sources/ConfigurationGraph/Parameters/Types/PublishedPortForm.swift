import OCI

/// The forms in which `relay.publish` names a port: `[ADDRESS:]HOSTPORT:PORT[/PROTOCOL]`, or an object of them.
enum PublishedPortForm {
    /// The members of the long form. The port is a number, or the name of one of `relay.ports`.
    static let members: [String: ParameterType] = [
        "hostPort": .integer(1...65535), "port": .any, "address": .string, "protocol": .choice(["tcp", "udp", "sctp"]),
    ]

    /// The members that the long form must have.
    static let required: Set = ["hostPort", "port"]

    /// The long form of either; nil if the value is neither.
    static func normalised(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .string(let text): parsed(text)
        case .object(let given):
            normalised(given)
        default: nil
        }
    }

    private static func normalised(_ given: [String: JSONValue]) -> JSONValue? {
        guard let port = given["port"].flatMap(port), given["hostPort"] != nil,
            given["address"].map(isAddress) ?? true, given.allSatisfy({ members[$0]?.normalised($1) == $1 })
        else { return nil }
        return .object(given.merging(["port": port]) { _, new in new })
    }

    private static func parsed(_ text: String) -> JSONValue? {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count <= 2, (2...3).contains(parts.count), let hostPort = number(parts[parts.count - 2]),
            let port = port(.string(String(parts[parts.count - 1])))
        else { return nil }
        var long: [String: JSONValue] = ["hostPort": .integer(hostPort), "port": port]
        if parts.count == 3 {
            long["address"] = .string(String(parts[0]))
            guard long["address"].map(isAddress) == true else { return nil }
        }
        if halves.count == 2 {
            guard ["tcp", "udp", "sctp"].contains(halves[1]) else { return nil }
            long["protocol"] = .string(String(halves[1]))
        }
        return .object(long)
    }

    /// A port's number, or its name as it is.
    private static func port(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .integer(let number): value.only(if: (1...65535).contains(number))
        case .string(let text) where text.first?.isLetter == true: value
        case .string(let text): number(text[...]).map { .integer($0) }
        default: nil
        }
    }

    private static func number(_ text: Substring) -> Int64? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(text) else { return nil }
        return (1...65535).contains(number) ? number : nil
    }

    /// Whether it is an IPv4 address, four numbers to 255.
    private static func isAddress(_ value: JSONValue) -> Bool {
        let parts = (value.string ?? "").split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
