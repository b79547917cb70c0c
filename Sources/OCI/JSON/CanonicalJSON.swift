public import Foundation

/// JSON as this project reads and writes it: strict, without loss, and with sorted keys, so that equal values are equal
/// bytes.
public enum CanonicalJSON {
    /// Encodes a value to bytes that depend on the value alone.
    ///
    /// - Throws: `EncodingError` when the value holds what JSON can't, such as a NaN.
    public static func encode(_ value: some Encodable, pretty: Bool = false) throws -> Data {
        var writer = JSONWriter(pretty: pretty)
        try writer.write(try json(of: value))
        return Data(writer.bytes)
    }

    /// Decodes a value.
    ///
    /// - Throws: `DecodingError` that names the path of what is wrong, or the line and column of what is no JSON.
    public static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        let json: JSONValue
        do {
            json = try parse(data)
        } catch {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "it is no JSON: \(error)"))
        }
        return try value(type, of: json)
    }

    /// Reads a document as it is.
    ///
    /// - Throws: ``JSONSyntaxError``; also for a key given twice, what isn't UTF-8, values nested too deep, and numbers
    ///   beyond all use.
    public static func parse(_ data: Data) throws(JSONSyntaxError) -> JSONValue {
        try withBytes(of: data) { bytes throws(JSONSyntaxError) in try JSONParser.parse(bytes).value }
    }

    /// The JSON value of a typed one.
    public static func json(of value: some Encodable) throws -> JSONValue {
        try value as? JSONValue ?? JSONValueEncoder.json(of: value)
    }

    /// The typed value of a JSON one.
    ///
    /// - Throws: `DecodingError` that names the path of what is wrong.
    public static func value<Value: Decodable>(_ type: Value.Type, of json: JSONValue) throws -> Value {
        try JSONValueDecoder(json).decode(type)
    }

    static func withBytes<Result>(
        of data: Data, _ body: (UnsafeBufferPointer<UInt8>) throws(JSONSyntaxError) -> Result
    ) throws(JSONSyntaxError) -> Result {
        try Array(data).withUnsafeBufferPointer { bytes throws(JSONSyntaxError) in try body(bytes) }
    }
}
