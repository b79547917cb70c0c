public import Foundation

/// A JSON document with the places of its values, for whom errors are to be shown.
public struct JSONDocument: Sendable {
    /// What the document says.
    public let value: JSONValue
    private let bytes: Data
    private let offsets: [JSONPath: Int]

    /// Reads a document, as strictly as ``CanonicalJSON/parse(_:)``.
    ///
    /// - Throws: ``JSONSyntaxError``.
    public init(parsing data: Data) throws(JSONSyntaxError) {
        (value, offsets) = try CanonicalJSON.withBytes(of: data) { bytes throws(JSONSyntaxError) in
            try JSONParser.parse(bytes, recordingOffsets: true)
        }
        bytes = data
    }

    /// The line and column, from 1, at which a value starts; of one that is missing, those of what should hold it.
    public func place(of path: JSONPath) -> (line: Int, column: Int) {
        var path = path
        while offsets[path] == nil, !path.steps.isEmpty { path.steps.removeLast() }
        return Array(bytes).withUnsafeBufferPointer { JSONSyntaxError.place(of: offsets[path] ?? 0, in: $0) }
    }
}
