import ConfigurationGraph
import OCI

/// The catalogue as a JSON Schema of declarations (json-schema.org, draft 2020-12), for editors to complete and check.
struct DeclarationSchema {
    let parameters: [Parameter]

    var json: JSONValue {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Emergence declarations",
            "oneOf": .array(kinds.map(document)),
        ]
    }

    private var kinds: [NodeKind] {
        NodeKind.allCases.filter { kind in parameters.contains { $0.kinds.contains(kind) } }
    }

    /// The schema of one kind of document.
    private func document(_ kind: NodeKind) -> JSONValue {
        var root = Branch()
        for parameter in parameters
        where parameter.kinds.contains(kind) && parameter.category != .encapsulated {
            root.insert(parameter, at: path(of: parameter, in: kind))
        }
        let word = kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()
        root.branches["kind"] = Branch(leaf: ["const": .string(kind == .hostPolicy ? "Host" : word)])
        root.branches["name"] = Branch(leaf: ["type": "string"])
        return root.schema(required: ["kind", "name"])
    }

    /// The keys that lead to a parameter: in a document of kind X the prefix `x.` is dropped.
    private func path(of parameter: Parameter, in kind: NodeKind) -> ArraySlice<String> {
        let keys = parameter.path.split(separator: ".").map(String.init)
        let prefix = kind == .hostPolicy ? "host" : kind.rawValue
        return keys.first == prefix && keys.count > 1 ? keys.dropFirst() : keys[...]
    }

    /// A key of a document, with what is below it.
    private struct Branch {
        var leaf: JSONValue?
        var branches: [String: Branch] = [:]

        mutating func insert(_ parameter: Parameter, at path: ArraySlice<String>) {
            guard let key = path.first else {
                leaf = parameter.schema
                return
            }
            branches[key, default: Branch()].insert(parameter, at: path.dropFirst())
        }

        func schema(required: [String] = []) -> JSONValue {
            if branches.isEmpty { return leaf ?? true }
            var members: [String: JSONValue] = [
                "type": "object", "additionalProperties": false,
                "properties": .object(branches.mapValues { $0.schema() }),
            ]
            if !required.isEmpty { members["required"] = JSONValue(required) }
            return .object(members)
        }
    }
}

extension Parameter {
    fileprivate var schema: JSONValue {
        var members = type.schema
        members["description"] = .string(doc)
        if case .value(let value) = self.default { members["default"] = value }
        return .object(members)
    }
}

extension ParameterType {
    fileprivate var schema: [String: JSONValue] {
        switch self {
        case .string, .path: ["type": "string"]
        case .bool: ["type": "boolean"]
        case .integer(let range):
            ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .number: ["type": "number"]
        case .bytes, .duration, .signal: ["type": ["string", "integer"]]
        case .choice(let words): ["enum": JSONValue(words)]
        case .list(let element): ["type": "array", "items": .object(element.schema)]
        case .environment: ["type": "array", "items": ["type": "string", "pattern": "^[^=]+="]]
        case .map(let element): ["type": "object", "additionalProperties": .object(element.schema)]
        case .object(let members):
            ["type": "object", "properties": .object(members.mapValues { .object($0.schema) })]
        case .publishedPort: ["type": ["string", "object"]]
        case .any: [:]
        }
    }
}
