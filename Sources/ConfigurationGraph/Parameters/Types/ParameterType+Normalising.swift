public import OCI

extension ParameterType {
    /// The value as Emergence keeps it: lengths in bytes, spans in seconds, signals by name, published ports as
    /// objects, paths without slashes too many. Nil if the value isn't of this type.
    ///
    /// A normal form is its own normal form.
    public func normalised(_ value: JSONValue) -> JSONValue? {
        switch (self, value) {
        case (.any, _), (_, .null), (.bool, .bool): value
        case (.string, .string(let text)): value.only(if: !text.utf8.contains(0))
        case (.path, .string(let text)): Self.normalised(path: text).map { .string($0) }
        case (.integer(let range), .integer(let number)): value.only(if: range.contains(number))
        case (.number(let range), _): value.double.flatMap { JSONValue(whole: $0).only(if: range.contains($0)) }
        case (.bytes, _): Quantity.bytes(value).map { .integer($0) }
        case (.duration, _): Quantity.seconds(value).map { JSONValue(whole: $0) }
        case (.signal, _): SignalName.normalised(value).map { .string($0) }
        case (.choice(let words), .string(let word)): value.only(if: words.contains(word))
        case (.form(let form), .string(let text)): value.only(if: form.holds(for: text))
        case (.either(let types), _): types.lazy.compactMap { $0.normalised(value) }.first
        case (.publishedPort, _): PublishedPortForm.normalised(value)
        case (.environment, .array(let given)): value.only(if: given.allSatisfy { $0.string != nil })
        case (.list(let element), .array(let given)): Self.all(given.map(element.normalised)).map { .array($0) }
        case (.map(let element), .object(let given)): Self.members(of: given) { _ in element }
        case (.object(let members, let required), .object(let given)):
            required.allSatisfy { (given[$0] ?? .null) != .null } ? Self.members(of: given) { members[$0] } : nil
        default: nil
        }
    }

    private static func all(_ values: [JSONValue?]) -> [JSONValue]? {
        let found = values.compactMap { $0 }
        return found.count == values.count ? found : nil
    }

    private static func members(
        of given: [String: JSONValue], types: (String) -> ParameterType?
    ) -> JSONValue? {
        var normal: [String: JSONValue] = [:]
        for (key, value) in given {
            guard let member = types(key)?.normalised(value) else { return nil }
            normal[key] = member
        }
        return .object(normal)
    }

    private static func normalised(path: String) -> String? {
        let parts = path.split(separator: "/")
        guard path.hasPrefix("/"), !path.utf8.contains(0), !parts.contains("."), !parts.contains("..") else {
            return nil
        }
        return "/" + parts.joined(separator: "/")
    }
}

extension JSONValue {
    /// The value, or no value. (`condition ? value : nil` would be JSON's null, as a literal is a JSON value too.)
    func only(if condition: Bool) -> JSONValue? {
        condition ? Optional(self) : Optional.none
    }

    /// A number, kept whole where it is: JSON doesn't tell 10 from 10.0.
    init(whole number: Double) {
        self = Int64(exactly: number).map { .integer($0) } ?? .number(number)
    }

    /// The number, if this is one.
    var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value.isFinite ? value : nil
        default: nil
        }
    }
}
