import OCI

extension JSONValue {
    /// The value in a line, as plans and errors show it.
    var shown: String {
        switch self {
        case .null: "null"
        case .bool(let value): String(value)
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .numeral(let text): text
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
