/// A document's canonical JSON, written once with gaps for the members that differ from one document to the next.
public struct JSONTemplate: Sendable {
    private enum Part {
        case bytes([UInt8])
        case gap(path: [String])
    }

    private var parts: [Part] = []

    /// - Parameter gaps: the paths of keys of members that the document has; none lies in another.
    /// - Throws: `EncodingError` when the document holds what JSON can't.
    public init(_ document: JSONValue, gaps: Set<[String]>) throws {
        var bytes: [UInt8] = []
        try write(document, at: [], gaps, into: &bytes)
        parts.append(.bytes(bytes))
    }

    /// Gives the document's bytes, piece by piece, with the gaps filled; what isn't given is null.
    ///
    /// - Throws: `EncodingError` when a value holds what JSON can't.
    public func write(_ values: [[String]: JSONValue], to body: ([UInt8]) -> Void) throws {
        for part in parts {
            switch part {
            case .bytes(let bytes): body(bytes)
            case .gap(let path): body(try JSONWriter.compact(values[path] ?? .null))
            }
        }
    }

    private mutating func write(
        _ value: JSONValue, at path: [String], _ gaps: Set<[String]>, into bytes: inout [UInt8]
    ) throws {
        if gaps.contains(path) {
            parts.append(.bytes(bytes))
            parts.append(.gap(path: path))
            bytes = []
        } else if case .object(let members) = value, gaps.contains(where: { $0.starts(with: path) }) {
            var mark = UInt8(ascii: "{")
            for (key, member) in members.sorted(by: JSONWriter.precedes) {
                bytes.append(mark)
                bytes += try JSONWriter.compact(.string(key))
                bytes.append(UInt8(ascii: ":"))
                try write(member, at: path + [key], gaps, into: &bytes)
                mark = UInt8(ascii: ",")
            }
            bytes += members.isEmpty ? Array("{}".utf8) : [UInt8(ascii: "}")]
        } else {
            bytes += try JSONWriter.compact(value)
        }
    }
}
