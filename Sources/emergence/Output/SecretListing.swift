import ConfigurationGraph
import Engine
import OCI

extension Listing where Row == SecretReport {
    /// Secrets as `secret list` lists them: all but their values.
    static var secrets: Listing {
        Listing([
            Column("name", "NAME") { $0.secret.name },
            Column("value", "VALUE") { $0.secret.placeholder },
            Column(
                "state", "STATE", value: { .string($0.state.rawValue) },
                cell: { Cell($0.state.rawValue, $0.state.colour) }),
            Column("size", "SIZE", value: { .integer(Int64($0.secret.size)) }),
            Column("key", "KEY") { $0.secret.key },
            Column("from", "FROM") { $0.secret.source.description },
            Column(
                "readers", "READ BY", value: { JSONValue($0.readers.map(\.description)) },
                cell: { .list($0.readers.map(\.description)) }),
            Column("declared", nil, value: { JSONValue($0.secret.declaration?.location.description) }),
        ])
    }
}

extension SecretReport.State {
    fileprivate var colour: Colour? {
        switch self {
        case .sealed: .green
        case .noKey, .damaged: .red
        case .unknown: .dim
        }
    }
}

extension Secret {
    /// Everything but what is sealed.
    var json: JSONValue {
        [
            "name": .string(name), "value": .string(placeholder), "valueRevision": .integer(valueRevision.rawValue),
            "size": .integer(Int64(size)), "isText": .bool(isText), "key": .string(key),
            "from": .string(source.description),
            "declaration": (try? JSONValue(encoding: declaration)) ?? .null,
        ]
    }
}

extension NodeColumns {
    static var secret: [Entry] {
        func text(_ text: @escaping (Secret) -> String) -> (Node) -> String {
            { node in (node.value as? Secret).map(text) ?? "-" }
        }
        return [
            ("VALUE", text(\.placeholder)), ("KEY", text(\.key)), ("FROM", text(\.source.description)),
            ("DECLARED", text { $0.declaration?.location.description ?? "-" }),
        ]
    }
}
