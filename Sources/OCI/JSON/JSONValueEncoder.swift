import Foundation

/// Makes a JSON value of a typed value.
struct JSONValueEncoder: Encoder {
    /// The JSON value of a typed one.
    ///
    /// - Throws: what the value's own coding throws.
    static func json(of value: some Encodable, path: [any CodingKey] = []) throws -> JSONValue {
        let encoder = JSONValueEncoder(slot: JSONSlot(), codingPath: path)
        try encoder.encode(value)
        return encoder.slot.json
    }

    let slot: JSONSlot
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.becomeObject()
        return KeyedEncodingContainer(JSONObjectEncoding<Key>(slot: slot, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.becomeArray()
        return JSONArrayEncoding(slot: slot, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension JSONValueEncoder: SingleValueEncodingContainer {
    func encodeNil() throws { slot.content = .value(.null) }

    func encode<Value: Encodable>(_ value: Value) throws {
        let json: JSONValue
        switch value {
        case let value as JSONValue: json = value
        case let value as String: json = .string(value)
        case let value as Bool: json = .bool(value)
        case let value as Double: json = .number(value)
        case let value as Float: json = .number(Double(value.description) ?? Double(value))
        case let value as Data: json = .string(value.base64EncodedString())
        // Each by its name: to ask whether a type is any integer at all takes a look at all types of the program.
        case let value as Int: json = .integer(Int64(value))
        case let value as Int64: json = .integer(value)
        case let value as Int32: json = .integer(Int64(value))
        case let value as Int16: json = .integer(Int64(value))
        case let value as Int8: json = .integer(Int64(value))
        case let value as UInt: json = Self.json(whole: value)
        case let value as UInt64: json = Self.json(whole: value)
        case let value as UInt32: json = .integer(Int64(value))
        case let value as UInt16: json = .integer(Int64(value))
        case let value as UInt8: json = .integer(Int64(value))
        default: return try value.encode(to: self)
        }
        slot.content = .value(json)
    }

    private static func json(whole value: some FixedWidthInteger) -> JSONValue {
        Int64(exactly: value).map { .integer($0) } ?? .numeral(value.description)
    }
}

/// A value that is being put together.
final class JSONSlot {
    enum Content {
        case value(JSONValue)
        case object([String: JSONSlot])
        case array([JSONSlot])
    }

    var content: Content = .object([:])
    /// Members that no property has; a property's own goes first.
    var unknown = UnknownFields()

    init() {}
    init(_ json: JSONValue) { content = .value(json) }

    var json: JSONValue {
        switch content {
        case .value(let value): value
        case .array(let slots): .array(slots.map(\.json))
        case .object(let slots): .object(slots.mapValues(\.json).merging(unknown.members) { own, _ in own })
        }
    }

    func becomeObject() {
        if case .object = content { return }
        content = .object([:])
    }

    func becomeArray() {
        if case .array = content { return }
        content = .array([])
    }

    func set(_ key: String, _ slot: JSONSlot) {
        guard case .object(var slots) = content else { return }
        content = .object([:])
        slots[key] = slot
        content = .object(slots)
    }

    func append(_ slot: JSONSlot) {
        guard case .array(var slots) = content else { return }
        content = .array([])
        slots.append(slot)
        content = .array(slots)
    }

    var count: Int {
        if case .array(let slots) = content { slots.count } else { 0 }
    }
}
