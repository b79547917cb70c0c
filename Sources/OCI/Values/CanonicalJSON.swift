public import Foundation

/// JSON as this project writes it: keys sorted, slashes as they are, so that equal values are equal bytes.
public enum CanonicalJSON {
    /// Encodes a value to bytes that depend on the value alone.
    ///
    /// - Throws: `EncodingError` when the value holds what JSON can't, such as a NaN.
    public static func encode(_ value: some Encodable, pretty: Bool = false) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        return try encoder.encode(value)
    }

    /// Decodes a value.
    ///
    /// - Throws: `DecodingError` that names the path of what is wrong.
    public static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        try JSONDecoder().decode(type, from: data)
    }
}
