public import OCI

extension ParameterType {
    /// The value as Emergence keeps it: lengths in bytes, spans in seconds, signals by name, published ports as
    /// objects, paths without slashes too many. Nil if the value isn't of this type.
    ///
    /// A normal form is its own normal form.
    public func normalised(_ value: JSONValue) -> JSONValue? {
        switch (self, value) {
        case (.any, _), (_, .null), (.bool, .bool): value
        case (.string, .string(let text)): text.utf8.contains(0) ? nil : value
        case (.path, .string(let text)): Self.normalised(path: text).map { .string($0) }
        case (.integer(let range), .integer(let number)): range.contains(number) ? value : nil
        case (.number(let range), _): value.double.flatMap { range.contains($0) ? JSONValue(whole: $0) : nil }
        case (.bytes, _): Quantity.bytes(value).map { .integer($0) }
        case (.duration, _): Quantity.seconds(value).map { JSONValue(whole: $0) }
        case (.signal, _): SignalName.normalised(value).map { .string($0) }
        case (.choice(let words), .string(let word)): words.contains(word) ? value : nil
        case (.publishedPort, _): PublishedPortForm.normalised(value)
        case (.environment, .array(let given)): given.allSatisfy { $0.string != nil } ? value : nil
        case (.list(let element), .array(let given)): Self.all(given.map(element.normalised)).map { .array($0) }
        case (.map(let element), .object(let given)): Self.members(of: given) { _ in element }
        case (.object(let members), .object(let given)): Self.members(of: given) { members[$0] }
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
