import ConfigurationGraph
import OCI

extension ParameterType {
    /// What is expected, as `must be …` goes on.
    var expectation: String {
        switch self {
        case .string: "a string"
        case .path: "an absolute path"
        case .bool: "true or false"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .bytes: "a length in bytes such as 256MiB"
        case .duration: "a time span such as 10s"
        case .signal: "a signal such as SIGTERM"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .list(let element): "a list, each element \(element.expectation)"
        case .environment: "a list of NAME=VALUE"
        case .map(let element): "a map, each value \(element.expectation)"
        case .object(let members): "a map of \(members.keys.sorted().joined(separator: ", "))"
        case .publishedPort: "HOSTPORT:PORT"
        case .any: "a value"
        }
    }
}

extension JSONValue {
    /// The value in a line, as plans and errors show it.
    var shown: String {
        switch self {
        case .null: "null"
        case .bool(let value): String(value)
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .string(let value): value
        case .array(let elements): "[\(elements.map(\.shown).joined(separator: ", "))]"
        case .object(let members):
            "{\(members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.shown)" }.joined(separator: ", "))}"
        }
    }

    /// Whether this is a number that isn't whole.
    var isNumber: Bool {
        if case .number = self { true } else { false }
    }
}
