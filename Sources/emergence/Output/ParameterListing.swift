import ConfigurationGraph
import OCI

extension Listing where Row == Parameter {
    /// The catalogue's entries, as `parameters` lists them.
    static var parameters: Listing {
        Listing([
            Column("path", "PARAMETER") { $0.path },
            Column("type", "TYPE", value: { .string($0.type.name) }, cell: { Cell($0.type.name.cut(to: 24)) }),
            Column("category", "CATEGORY") { $0.category.rawValue },
            Column("default", "DEFAULT", value: { $0.default.json }, cell: { Cell($0.default.text.cut(to: 32)) }),
            Column("component", "COMPONENT") { $0.component.rawValue },
            Column("suppliedBy", "SUPPLIED BY") { $0.suppliedBy },
            Column("stage", nil) { $0.stage.rawValue },
            Column("merging", nil) { $0.merging.words },
            Column("hasEffect", nil, value: { .bool($0.hasEffect) }),
            Column("weakening", nil, value: { JSONValue($0.weakening?.reason) }),
            Column("kinds", nil, value: { JSONValue($0.kinds.map(\.rawValue).sorted()) }),
            Column(
                "doc", "WHAT FOR", value: { .string($0.doc) },
                cell: { Cell($0.doc + ($0.hasEffect ? "" : " No effect yet.")) }),
        ])
    }
}

extension Parameter.Default {
    /// The default in words.
    var text: String {
        switch self {
        case .none: "none"
        case .omitted: "left out"
        case .value(let value): value.inline
        case .computed(let sentence): "(\(sentence))"
        }
    }

    /// The default for programs: what kind it is, and its value or its rule.
    var json: JSONValue {
        switch self {
        case .none: ["kind": "none", "value": .null, "rule": .null]
        case .omitted: ["kind": "omitted", "value": .null, "rule": .null]
        case .value(let value): ["kind": "value", "value": value, "rule": .null]
        case .computed(let sentence): ["kind": "computed", "value": .null, "rule": .string(sentence)]
        }
    }
}

extension ParameterType {
    /// The type in a word or two.
    var name: String {
        switch self {
        case .string: "string"
        case .path: "path"
        case .bool: "bool"
        case .integer: "integer"
        case .number: "number"
        case .bytes: "bytes"
        case .duration: "duration"
        case .signal: "signal"
        case .choice(let words): words.joined(separator: "|")
        case .list(let element): "list of \(element.name)"
        case .environment: "environment"
        case .map(let element): "map of \(element.name)"
        case .form(let form): form.rawValue
        case .either(let types): types.map(\.name).joined(separator: " or ")
        case .object(let members, let required):
            "{\(members.keys.sorted().map { required.contains($0) ? $0 : $0 + "?" }.joined(separator: ", "))}"
        case .publishedPort: "HOSTPORT:PORT"
        case .any: "any"
        }
    }
}

extension Merging {
    /// How values merge, in a word or two.
    var words: String {
        switch self {
        case .replacing: "replaced"
        case .variables: "by name"
        case .members: "by key"
        case .elements(let key): "by \(key)"
        case .grants: "by capability"
        }
    }
}
