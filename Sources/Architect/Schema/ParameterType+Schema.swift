import ConfigurationGraph
import OCI

extension Parameter {
    /// The schema of its values. Null takes a default away, unless something must be there.
    func schema(nullable: Bool) -> JSONValue {
        var members: [String: JSONValue] =
            nullable && category != .required ? ["anyOf": [["type": "null"], type.schema]] : type.schema.object ?? [:]
        members["description"] = .string(doc)
        if case .value(let value) = self.default { members["default"] = value }
        if case .object(_, let required) = type, required.isEmpty, nullable {
            // The members stay where a section finds them, as others may be parameters of their own.
            members = type.schema.object ?? [:]
            members["type"] = ["object", "null"]
            members["description"] = .string(doc)
        }
        return .object(members)
    }
}

extension ParameterType {
    /// The schema of values as YAML 1.2 reads them. Where a text is wanted any word is one, so numbers are taken too.
    var schema: JSONValue {
        switch self {
        case .string: ["type": ["string", "integer", "number", "boolean"], "pattern": .string(Self.noNUL)]
        case .path: ["type": "string", "pattern": "^/[^\u{0}]*$", "not": ["pattern": "(^|/)[.][.]?(/|$)"]]
        case .bool: ["type": "boolean"]
        case .integer(let range):
            ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .number(let range):
            ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
        case .bytes: Self.quantity("integer", "^[0-9.]+ *([kKMGT]i?B?|B)?$")
        case .duration: Self.quantity("number", "^[0-9.]+ *(ms|s|m|h|d)?$")
        case .signal:
            [
                "anyOf": [
                    ["type": "integer", "minimum": 1, "maximum": 31],
                    ["type": "integer", "minimum": 34, "maximum": 64],
                    ["type": "string", "pattern": .string(SignalName.pattern)],
                ]
            ]
        case .choice(let words): ["enum": .array(words.map { .string($0) })]
        case .form(let form): Self.text(of: form)
        case .list(let element): ["type": "array", "items": element.schema]
        case .environment: ["type": "array", "items": ["type": "string", "pattern": "^[^=\u{0}]+=[^\u{0}]*$"]]
        case .map(let element): ["type": "object", "additionalProperties": element.schema]
        case .object(let members, let required): Self.object(members, required)
        case .either(let types): ["anyOf": .array(types.map(\.schema))]
        case .publishedPort: ["anyOf": [Self.shortPort, Self.object(PublishedPort.types, ["hostPort", "port"])]]
        case .any: [:]
        }
    }

    private static let noNUL = "^[^\u{0}]*$"

    private static let shortPort: JSONValue = [
        "type": "string", "pattern": "^([0-9.]+:)?[0-9]+:[0-9a-z-]+(/(tcp|udp|sctp))?$",
    ]

    private static func quantity(_ number: JSONValue, _ pattern: JSONValue) -> JSONValue {
        ["anyOf": [["type": number, "minimum": 0], ["type": "string", "pattern": pattern]]]
    }

    /// A single number is a list of numbers too, though YAML takes it for a number.
    private static func text(of form: TextForm) -> JSONValue {
        let text: JSONValue = ["type": "string", "pattern": .string(form.pattern)]
        return form == .numberList ? ["anyOf": [["type": "integer", "minimum": 0], text]] : text
    }

    private static func object(_ members: [String: ParameterType], _ required: Set<String>) -> JSONValue {
        var schema: [String: JSONValue] = [
            "type": "object", "additionalProperties": false, "properties": .object(members.mapValues(\.schema)),
        ]
        if !required.isEmpty { schema["required"] = .array(required.sorted().map { .string($0) }) }
        return .object(schema)
    }
}
