import OCI

extension ParameterType {
    /// What is needed, as `must be …` goes on.
    public var words: String {
        switch self {
        case .string: "a text"
        case .path: "an absolute path without '.' or '..'"
        case .bool: "true or false"
        case .integer(let range) where range.upperBound == .max: "a whole number from \(range.lowerBound) on"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .bytes: "a length such as 1048576, 256MiB or 1GB"
        case .duration: "a time span such as 500ms, 10s, 5m or 1h"
        case .signal: "a signal's name or number, such as SIGTERM or 15"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .list(let element): "a list, each \(element.words)"
        case .environment: "a list of NAME=VALUE"
        case .map(.any): "a map"
        case .map(let element): "a map, each value \(element.words)"
        case .form(let form): form.words
        case .either(let types): types.map(\.words).joined(separator: ", or ")
        case .object(let members, _): "a map of \(members.keys.sorted().joined(separator: ", "))"
        case .publishedPort: "[ADDRESS:]HOSTPORT:PORT[/PROTOCOL]"
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
        case .string(let value), .numeral(let value): "'\(value.onOneLine)'"
        case .array: "a list"
        case .object: "a map"
        }
    }
}
