import ConfigurationGraph
import OCI

extension Provenance.Origin {
    /// The source in the words that a person reads.
    var text: String {
        switch self {
        case .rule(let rule, let reason): "rule \(rule): \(reason)"
        default: short
        }
    }

    /// The source in fewer words, beside the parameter's path.
    var short: String {
        switch self {
        case .node(let id, let revision, let location): "\(id) rev \(revision), \(location)"
        case .imageConfig(let digest): "image config \(digest.algorithm.rawValue):\(digest.short)…"
        case .rule(_, let reason): "rule: \(reason)"
        case .catalogueDefault: "default"
        case .omitted: "not set"
        }
    }

    var colour: Colour? {
        switch self {
        case .node: .green
        case .imageConfig: .cyan
        case .rule: .magenta
        case .catalogueDefault, .omitted: .dim
        }
    }

    /// Whether somebody gave the value, so that it would be another if they hadn't.
    var isGiven: Bool {
        switch self {
        case .node, .imageConfig: true
        case .rule, .catalogueDefault, .omitted: false
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
