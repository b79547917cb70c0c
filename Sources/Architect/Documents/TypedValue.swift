import ConfigurationGraph
import OCI

/// Reads a YAML value as a parameter's type wants it. YAML's own guesses at types play no part: where a string is
/// expected, `8080`, `on` and `0777` are their own text.
struct TypedValue {
    let path: String
    let type: ParameterType

    /// The value in JSON; nil where it was found wrong.
    func json(_ value: YAMLValue, into findings: inout Findings) -> JSONValue? {
        switch type {
        case .any: CoreSchema.json(value)
        case .list(let element): list(value, of: element, into: &findings)
        case .environment: environment(value, into: &findings)
        case .map(let element): members(value, types: { _ in element }, known: nil, into: &findings)
        case .object(let types, let required): object(value, types, required, into: &findings)
        case .either(let types): either(value, of: types, into: &findings)
        case .publishedPort: publishedPort(value, into: &findings)
        default: scalar(value, into: &findings)
        }
    }

    private func inner(_ suffix: String, _ type: ParameterType) -> TypedValue {
        TypedValue(path: path + suffix, type: type)
    }

    private func list(_ value: YAMLValue, of element: ParameterType, into findings: inout Findings) -> JSONValue? {
        guard let elements = value.elements else { return wrong(value, into: &findings) }
        var all: [JSONValue] = []
        for (index, item) in elements.enumerated() {
            if let json = inner("[\(index)]", element).json(item, into: &findings) { all.append(json) }
        }
        return .array(all)
    }

    private func environment(_ value: YAMLValue, into findings: inout Findings) -> JSONValue? {
        guard let elements = value.elements else { return wrong(value, into: &findings) }
        var all: [JSONValue] = []
        for item in elements {
            if let text = item.text, let equals = text.firstIndex(of: "="), equals > text.startIndex {
                all.append(.string(text))
            } else {
                findings.note("'\(path)' takes NAME=VALUE, not \(item.shape)", at: item.location)
            }
        }
        return .array(all)
    }

    private func object(
        _ value: YAMLValue, _ types: [String: ParameterType], _ required: Set<String>, into findings: inout Findings
    ) -> JSONValue? {
        let json = members(value, types: { types[$0] }, known: types.keys.sorted(), into: &findings)
        let given = Set((value.members ?? []).filter { !$0.value.isNull }.map(\.key))
        for key in required.subtracting(given).sorted() where value.members != nil {
            findings.note("'\(path)' has no '\(key)'", at: value.location)
        }
        return json
    }

    /// As the first type that has the value's shape and takes it; what is wrong is said by the last of its shape.
    private func either(
        _ value: YAMLValue, of types: [ParameterType], into findings: inout Findings
    ) -> JSONValue? {
        let fitting = types.filter { $0.isScalar == (value.members == nil && value.elements == nil) }
        for type in fitting {
            var tried = findings
            let json = TypedValue(path: path, type: type).json(value, into: &tried)
            if tried.diagnostics.count == findings.diagnostics.count { return json }
            if !type.isScalar { return TypedValue(path: path, type: type).json(value, into: &findings) }
        }
        return wrong(value, into: &findings)
    }

    private func members(
        _ value: YAMLValue, types: (String) -> ParameterType?, known: [String]?, into findings: inout Findings
    ) -> JSONValue? {
        guard let members = value.members else { return wrong(value, into: &findings) }
        var object: [String: JSONValue] = [:]
        for member in members {
            guard let type = types(member.key) else {
                findings.note(
                    "'\(path)' has no '\(member.key)'",
                    hint: Spelling.suggestionOrAll(for: member.key, among: known ?? []), at: member.keyLocation)
                continue
            }
            object[member.key] = inner(".\(member.key)", type).json(member.value, into: &findings)
        }
        return .object(object)
    }

    private func scalar(_ value: YAMLValue, into findings: inout Findings) -> JSONValue? {
        guard case .scalar(let text, let plain) = value.content, !value.isNull else {
            return wrong(value, into: &findings)
        }
        let json: JSONValue
        switch type {
        case .bool, .integer, .number:
            guard plain else { return wrong(value, hint: "write it without quotes", into: &findings) }
            json = CoreSchema.json(value)
        case .bytes, .duration, .signal:
            let number = CoreSchema.json(value)
            json = number.integer != nil || number.isNumber ? number : .string(text)
        default:
            json = .string(text)
        }
        if type.normalised(json) != nil { return json }
        return wrong(value, hint: type.choices.flatMap { Spelling.suggestion(for: text, among: $0) }, into: &findings)
    }

    private func publishedPort(_ value: YAMLValue, into findings: inout Findings) -> JSONValue? {
        let types = PublishedPort.types
        let before = findings.diagnostics.count
        let json =
            value.members == nil
            ? scalar(value, into: &findings)
            : members(value, types: { types[$0] }, known: types.keys.sorted(), into: &findings)
        guard let json, findings.diagnostics.count == before else { return nil }
        do throws(PublishedPort.Problem) {
            _ = try PublishedPort(json)
            return json
        } catch {
            findings.note("'\(path)' \(error.reason)", at: value.location)
            return nil
        }
    }

    private func wrong(_ value: YAMLValue, hint: String? = nil, into findings: inout Findings) -> JSONValue? {
        findings.note("'\(path)' must be \(type.words), not \(value.shape)", hint: hint, at: value.location)
        return nil
    }
}

extension ParameterType {
    /// The words to choose from, if these are all that there is.
    fileprivate var choices: [String]? {
        guard case .choice(let words) = self else { return nil }
        return words
    }

    /// Whether values are written as single words.
    fileprivate var isScalar: Bool {
        switch self {
        case .list, .environment, .map, .object: false
        default: true
        }
    }
}
