public import OCI

extension ParameterType {
    /// What is wrong with a value for this type, as a clause; nil if nothing is. Null is right for every type: it
    /// takes a default away.
    public func problem(with value: JSONValue) -> String? {
        if value == .null { return nil }
        switch (self, value) {
        case (.object(let members), .object(let given)):
            if let odd = given.keys.sorted().first(where: { members[$0] == nil }) {
                return "there is no '\(odd)'; there are \(members.keys.sorted().joined(separator: ", "))"
            }
            return given.lazy.compactMap { key, value in members[key]?.problem(with: value).map { "\(key): \($0)" } }
                .first
        case (.list(let element), .array(let given)):
            return given.lazy.compactMap { element.problem(with: $0) }.first
        case (.map(let element), .object(let given)):
            return given.values.lazy.compactMap { element.problem(with: $0) }.first
        case (.environment, .array(let given)):
            return given.lazy.compactMap(Self.variableProblem).first
        case (.publishedPort, .object), (.any, _): return nil
        default: return normalised(value) == nil ? "\(words) is needed" : nil
        }
    }

    /// The value as Emergence keeps it: lengths in bytes, spans in seconds, signals by name; nil if it isn't one.
    public func normalised(_ value: JSONValue) -> JSONValue? {
        // `.none` and not `nil` beside a value: there `nil` would be JSON's null, which is right for every type.
        switch (self, value) {
        case (_, .null), (.any, _), (.string, .string), (.bool, .bool): value
        case (.path, .string(let text)): Self.isPath(text) ? value : .none
        case (.integer(let range), .integer(let number)): range.contains(number) ? value : .none
        case (.number(let range), .integer(let number)):
            range.contains(Double(number)) ? .number(Double(number)) : .none
        case (.number(let range), .number(let number)): range.contains(number) ? value : .none
        case (.bytes, _): Quantity.bytes(value).map { .integer($0) }
        case (.duration, _): Quantity.seconds(value).map { .number($0) }
        case (.signal, _): SignalName.normalised(value).map { .string($0) }
        case (.choice(let words), .string(let word)): words.contains(word) ? value : .none
        case (.list(let element), .array(let given)): .array(given.map { element.normalised($0) ?? $0 })
        case (.object(let members), .object(let given)):
            .object(Dictionary(uniqueKeysWithValues: given.map { ($0, members[$0]?.normalised($1) ?? $1) }))
        case (.environment, .array), (.map, .object), (.publishedPort, .string), (.publishedPort, .object): value
        default: nil
        }
    }

    /// What is needed, as a phrase.
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
        case .map, .object: "an object"
        case .publishedPort: "HOSTPORT:PORT"
        case .any: "a value"
        }
    }

    private static func isPath(_ text: String) -> Bool {
        text.hasPrefix("/") && !text.split(separator: "/").contains { $0 == "." || $0 == ".." }
            && !text.utf8.contains(0)
    }

    private static func variableProblem(_ value: JSONValue) -> String? {
        guard let text = value.string, let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            return "NAME=VALUE is needed"
        }
        return text.utf8.contains(0) ? "a NUL can't be in a variable" : nil
    }
}
