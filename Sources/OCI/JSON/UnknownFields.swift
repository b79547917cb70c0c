/// What a document's object has and its type doesn't know.
///
/// A type that keeps what it doesn't know has one property of this type beside its others, and nothing else: whoever
/// reads a document through ``CanonicalJSON`` finds in it the members that have no property, and those that are null,
/// each as it was; whoever writes the value writes them again. Two values that differ in it are different.
public struct UnknownFields: Hashable, Sendable {
    /// The members by their keys.
    public var members: [String: JSONValue]

    public init(_ members: [String: JSONValue] = [:]) { self.members = members }
}

extension UnknownFields: Codable {
    public init(from decoder: any Decoder) throws { self.init() }

    public func encode(to encoder: any Encoder) throws { _ = encoder.container(keyedBy: JSONKey.self) }
}

extension KeyedDecodingContainer {
    /// Takes the members that no property has; the key is a property's name and no member's.
    public func decode(_ type: UnknownFields.Type, forKey key: Key) throws -> UnknownFields {
        try decodeIfPresent(type, forKey: key) ?? UnknownFields()
    }
}

/// A key of any name.
struct JSONKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
    init(intValue: Int) { (stringValue, self.intValue) = ("[\(intValue)]", intValue) }
}
