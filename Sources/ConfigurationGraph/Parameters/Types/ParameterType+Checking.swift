public import OCI

/// What is wrong with a value for its type.
public struct TypeProblem: Hashable, Sendable {
    /// Where in the value, as `[0].hostPort`; empty for the value itself.
    public var path: String
    /// What must be and what is, as `must be true or false, not 'on'`.
    public var message: String

    public init(path: String = "", message: String) {
        self.path = path
        self.message = message
    }
}

extension TypeProblem: CustomStringConvertible {
    public var description: String { path.isEmpty ? message : "\(path) \(message)" }
}

extension ParameterType {
    /// Everything that is wrong with a value, each with its place in the value. Null is right for every type: it takes
    /// a default away.
    public func check(_ value: JSONValue) -> [TypeProblem] {
        value == .null ? [] : problems(with: value, at: "")
    }

    private func problems(with value: JSONValue, at path: String) -> [TypeProblem] {
        switch (self, value) {
        case (.any, _): []
        case (.list(let element), .array(let given)):
            given.enumerated().flatMap { element.problems(with: $1, at: "\(path)[\($0)]") }
        case (.environment, .array(let given)):
            given.enumerated().flatMap { Self.variableProblems(with: $1, at: "\(path)[\($0)]") }
        case (.map(let element), .object(let given)):
            given.sorted { $0.key < $1.key }.flatMap { element.problems(with: $1, at: Self.member($0, of: path)) }
        case (.object(let members, let required), .object(let given)):
            Self.problems(with: given, members, required, at: path)
        case (.either(let types), _) where value != .null:
            problems(with: value, ofEither: types, at: path)
        case (.publishedPort, .object(let given)): Self.portProblems(with: given, at: path)
        default:
            normalised(value) == nil || value == .null
                ? [TypeProblem(path: path, message: "must be \(words), not \(value.shape)")] : []
        }
    }

    private static func problems(
        with given: [String: JSONValue], _ members: [String: ParameterType], _ required: Set<String>, at path: String
    ) -> [TypeProblem] {
        let missing = required.filter { (given[$0] ?? .null) == .null }.sorted().map { key in
            TypeProblem(path: path, message: "has no '\(key)'")
        }
        return missing
            + given.sorted { $0.key < $1.key }.flatMap { key, value in
                members[key]?.problems(with: value, at: member(key, of: path))
                    ?? [
                        TypeProblem(
                            path: path,
                            message: "has no '\(key)'; there are \(members.keys.sorted().joined(separator: ", "))")
                    ]
            }
    }

    /// What is wrong by the one type that the value has the shape of; else that it is of none.
    private func problems(with value: JSONValue, ofEither types: [ParameterType], at path: String) -> [TypeProblem] {
        let found = types.map { $0.problems(with: value, at: path) }
        if found.contains(where: \.isEmpty) { return [] }
        let inner = found.first { $0.contains { $0.path != path } }
        return inner ?? [TypeProblem(path: path, message: "must be \(words), not \(value.shape)")]
    }

    private static func portProblems(with given: [String: JSONValue], at path: String) -> [TypeProblem] {
        var found = problems(with: given, PublishedPortForm.members, PublishedPortForm.required, at: path)
        if found.isEmpty, PublishedPortForm.normalised(.object(given)) == nil {
            found.append(TypeProblem(path: path, message: "must have an IPv4 address, and a port's number or name"))
        }
        return found
    }

    private static func variableProblems(with value: JSONValue, at path: String) -> [TypeProblem] {
        guard let text = value.string, let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            return [TypeProblem(path: path, message: "must be NAME=VALUE, not \(value.shape)")]
        }
        return text.utf8.contains(0) ? [TypeProblem(path: path, message: "must have no NUL")] : []
    }

    private static func member(_ key: String, of path: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
