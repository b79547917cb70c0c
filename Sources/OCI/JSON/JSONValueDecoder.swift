import Foundation

/// Makes a typed value of a JSON value. A number fits a type only if nothing of it is lost.
struct JSONValueDecoder: Decoder {
    let json: JSONValue
    let path: [any CodingKey]

    init(_ json: JSONValue, path: [any CodingKey] = []) {
        self.json = json
        self.path = path
    }

    var codingPath: [any CodingKey] { path }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = json else { throw mismatch([String: JSONValue].self, "an object") }
        return KeyedDecodingContainer(JSONObjectDecoding<Key>(members: members, codingPath: path))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = json else { throw mismatch([JSONValue].self, "an array") }
        return JSONArrayDecoding(elements: elements, codingPath: path)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    private func mismatch(_ type: Any.Type, _ wanted: String) -> DecodingError {
        .typeMismatch(type, .init(codingPath: path, debugDescription: "this is \(json.kind), not \(wanted)"))
    }
}

extension JSONValueDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { json == .null }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let scalar: (value: Any?, wanted: String)
        switch type {
        case is String.Type: scalar = (json.string, "a string")
        case is Bool.Type: scalar = (json.bool, "true or false")
        case is Int.Type: scalar = (whole(Int.self), "a whole number")
        case is Int64.Type: scalar = (whole(Int64.self), "a whole number of 64 bits")
        case is UInt64.Type: scalar = (whole(UInt64.self), "a whole number of 64 bits, 0 or more")
        case is UInt32.Type: scalar = (whole(UInt32.self), "a whole number of 32 bits, 0 or more")
        case is UInt16.Type: scalar = (whole(UInt16.self), "a whole number of 16 bits, 0 or more")
        case is Int32.Type: scalar = (whole(Int32.self), "a whole number of 32 bits")
        case is Int16.Type: scalar = (whole(Int16.self), "a whole number of 16 bits")
        case is Int8.Type: scalar = (whole(Int8.self), "a whole number of 8 bits")
        case is UInt8.Type: scalar = (whole(UInt8.self), "a whole number of 8 bits, 0 or more")
        case is UInt.Type: scalar = (whole(UInt.self), "a whole number, 0 or more")
        case is Double.Type: scalar = (double, "a number")
        case is Float.Type: scalar = (double.map { Float($0) }, "a number")
        case is JSONValue.Type: scalar = (json, "a value")
        case is Data.Type: scalar = (json.string.flatMap { Data(base64Encoded: $0) }, "bytes in base64")
        default: return try Value(from: self)
        }
        guard let value = scalar.value as? Value else { throw mismatch(type, scalar.wanted) }
        return value
    }

    private func whole<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        switch json {
        case .integer(let value): Number(exactly: value)
        case .numeral(let text): Number(text)
        default: nil
        }
    }

    private var double: Double? {
        switch json {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .numeral(let text): Double(text)
        default: nil
        }
    }
}

extension JSONValue {
    /// What kind of value it is, in words that follow "is".
    var kind: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): JSONWriter.text(value)
        case .numeral(let text): text
        case .string(let text): "\"\(text)\""
        case .array: "an array"
        case .object: "an object"
        }
    }
}
