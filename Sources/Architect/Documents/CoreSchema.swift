import OCI

/// What a scalar without quotes means where nothing else says so: YAML 1.2's core schema (section 10.3.2), which knows
/// neither YAML 1.1's `yes` and `on` nor its octal `0777`.
enum CoreSchema {
    static func json(_ value: YAMLValue) -> JSONValue {
        switch value.content {
        case .scalar(let text, plain: true): json(plain: text)
        case .scalar(let text, plain: false): .string(text)
        case .list(let elements): .array(elements.map(json))
        case .map(let members):
            .object(Dictionary(members.map { ($0.key, json($0.value)) }, uniquingKeysWith: { _, last in last }))
        }
    }

    /// What a scalar's text means without quotes.
    static func json(plain text: String) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return number(text) ?? .string(text)
        }
    }

    /// A number; nil also for decimals that start with a zero, which YAML 1.1 takes for octal and YAML 1.2 doesn't.
    private static func number(_ text: String) -> JSONValue? {
        if text.hasPrefix("0x") { return Int64(text.dropFirst(2), radix: 16).map { .integer($0) } }
        if text.hasPrefix("0o") { return Int64(text.dropFirst(2), radix: 8).map { .integer($0) } }
        let digits = text.drop { $0 == "-" || $0 == "+" }
        guard let first = digits.first, first.isASCII, first.isNumber || first == ".", text.count - digits.count < 2,
            digits.allSatisfy({ "0123456789.eE+-".contains($0) })
        else { return nil }
        if digits.count > 1, first == "0", digits.dropFirst().first?.isNumber == true { return nil }
        return Int64(text).map { .integer($0) } ?? Double(text).flatMap { $0.isFinite ? .number($0) : nil }
    }
}
