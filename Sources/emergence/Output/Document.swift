import ConfigurationGraph
import Foundation
import OCI
import Yams

extension OutputFormat {
    /// Prints one thing: a text for people, or an object for programs.
    ///
    /// - Throws: ``OutputClosed`` when nobody reads it.
    func print(_ json: @autoclosure () throws -> JSONValue, orText text: @autoclosure () throws -> String) throws {
        switch self {
        case .table: try Console.output.print(try text())
        case .json: try Document.json(try json()).print()
        case .yaml: try Document.yaml(try json()).print()
        }
    }
}

/// A document for programs.
enum Document {
    case json(JSONValue)
    case yaml(JSONValue)

    /// Prints the document on standard output.
    ///
    /// - Throws: ``OutputClosed`` when nobody reads it.
    func print() throws {
        try Console.output.print(try text)
    }

    private var text: String {
        get throws {
            switch self {
            case .json(let value):
                return String(decoding: try CanonicalJSON.encode(value, pretty: true), as: UTF8.self)
            case .yaml(let value):
                let encoder = YAMLEncoder()
                encoder.options.sortKeys = true
                return try encoder.encode(value)
            }
        }
    }
}

extension JSONValue {
    /// Any value that can be written as JSON.
    ///
    /// - Throws: `EncodingError` for what JSON can't say.
    init(encoding value: some Encodable) throws {
        self = try CanonicalJSON.json(of: value)
    }

    /// A string, or null where there is none.
    init(_ text: String?) {
        self = text.map { .string($0) } ?? .null
    }

    /// An integer, or null where there is none.
    init(_ number: (some BinaryInteger)?) {
        self = number.map { .integer(Int64($0)) } ?? .null
    }

    /// An array of strings.
    init(_ texts: [String]) {
        self = .array(texts.map { .string($0) })
    }

    /// The value for a cell of a table: strings without quotes, the rest as JSON.
    var inline: String {
        switch self {
        case .null: return "-"
        case .string(let text), .numeral(let text): return text
        case .bool(let value): return String(value)
        case .integer(let value): return String(value)
        case .number(let value): return Int64(exactly: value).map { String($0) } ?? String(value)
        case .array(let elements) where elements.allSatisfy({ $0.array == nil && $0.object == nil }):
            return elements.isEmpty ? "[]" : elements.map(\.inline).joined(separator: " ")
        case .array, .object:
            return (try? CanonicalJSON.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "-"
        }
    }
}
