import OCI

extension ParameterType: CustomStringConvertible {
    /// What a value must be, as `must be …` goes on.
    public var description: String {
        switch self {
        case .string: "a string"
        case .path: "an absolute path without '.' and '..'"
        case .bool: "true or false"
        case .integer(let range) where range.upperBound == .max: "a whole number from \(range.lowerBound) on"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .bytes: "a length in bytes such as 256MiB"
        case .duration: "a time span such as 10s"
        case .signal: "a signal such as SIGTERM"
        case .choice(let words) where words.count == 1: "'\(words[0])'"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .list(let element): "a list, each element \(element)"
        case .environment: "a list of NAME=VALUE"
        case .map(let element): "a map, each value \(element)"
        case .object(let members): "a map of \(members.keys.sorted().joined(separator: ", "))"
        case .publishedPort: "HOSTPORT:PORT, or a map of hostPort, port, address, protocol"
        case .any: "a value"
        }
    }
}

extension JSONValue {
    /// The value in a few words, as `not …` goes on.
    var shape: String {
        switch self {
        case .null: "nothing"
        case .bool(let value): "'\(value)'"
        case .integer(let value): "'\(value)'"
        case .number(let value): "'\(value)'"
        case .string(let value): "'\(value)'"
        case .array: "a list"
        case .object: "a map"
        }
    }
}
