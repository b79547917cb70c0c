import ConfigurationGraph
import OCI

extension Listing where Row == Provenance {
    /// Resolved values and where they came from, as `explain` lists them.
    static var provenance: Listing {
        Listing([
            Column("path", "PARAMETER") { $0.path },
            Column("parameter", nil) { $0.parameter },
            Column(
                "category", "CATEGORY", value: { .string($0.category.rawValue) },
                cell: { Cell($0.category.rawValue, $0.category.colour) }),
            Column(
                "value", "VALUE", value: { $0.value ?? .null },
                cell: { Cell(($0.value?.inline ?? "-").cut(to: 60)) }),
            Column(
                "origin", "FROM", value: { $0.origin.json },
                cell: { Cell($0.origin.text + ($0.hasEffect ? "" : " (no effect yet)"), $0.origin.colour) }),
            Column(
                "otherwise", "ELSE", value: { $0.otherwise ?? .null },
                cell: { Cell($0.isReplaceable ? ($0.otherwise?.inline ?? "left out").cut(to: 40) : "") }),
            Column("hasEffect", nil, value: { .bool($0.hasEffect) }),
        ])
    }
}

extension Provenance {
    /// Whether anything acts on the parameter in this version.
    fileprivate var hasEffect: Bool { Catalogue.parameter(at: parameter)?.hasEffect ?? true }

    /// Whether somebody gave the value, without whom it would have been another.
    fileprivate var isReplaceable: Bool {
        switch origin {
        case .node, .imageConfig: true
        case .rule, .catalogueDefault, .omitted: false
        }
    }
}

extension ParameterCategory {
    fileprivate var colour: Colour? {
        switch self {
        case .required: .yellow
        case .optional: nil
        case .encapsulated: .magenta
        }
    }
}

extension Provenance.Origin {
    /// The source in the words that a person reads.
    var text: String {
        switch self {
        case .node(let id, let revision, let location): "\(id) rev \(revision), \(location)"
        case .imageConfig(let digest): "image config \(digest.algorithm.rawValue):\(digest.short)…"
        case .rule(let rule, let reason): "rule \(rule): \(reason)"
        case .catalogueDefault: "default"
        case .omitted: "not set"
        }
    }

    fileprivate var colour: Colour? {
        switch self {
        case .node: .green
        case .imageConfig: .cyan
        case .rule: .magenta
        case .catalogueDefault, .omitted: .dim
        }
    }

    /// The source for programs: always the same keys.
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "kind": "", "text": .string(text), "node": .null, "revision": .null, "file": .null, "line": .null,
            "column": .null, "digest": .null, "rule": .null, "reason": .null,
        ]
        switch self {
        case .node(let id, let revision, let location):
            members["kind"] = "node"
            members["node"] = .string(id.description)
            members["revision"] = .integer(revision.rawValue)
            members["file"] = .string(location.file)
            members["line"] = .integer(Int64(location.line))
            members["column"] = .integer(Int64(location.column))
        case .imageConfig(let digest):
            members["kind"] = "imageConfig"
            members["digest"] = .string(digest.description)
        case .rule(let rule, let reason):
            members["kind"] = "rule"
            members["rule"] = .string(rule)
            members["reason"] = .string(reason)
        case .catalogueDefault: members["kind"] = "default"
        case .omitted: members["kind"] = "omitted"
        }
        return .object(members)
    }
}
