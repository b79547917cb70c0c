/// A `.narinfo` or `nix-cache-info` that isn't one.
public struct NARInfoError: Error, Hashable, Sendable {
    /// What is wrong with it.
    public enum Problem: Hashable, Sendable {
        /// It is longer than a reader takes.
        case tooLong(limit: Int)
        /// It is no UTF-8, or has a NUL in it.
        case notText
        /// The last line has no end: the file may be cut.
        case noNewline
        /// A line that isn't `NAME: VALUE`.
        case notAField(String)
        /// A field that is there already.
        case duplicate
        /// A field that must be there.
        case missing
        /// A value that is no store path.
        case badPath(StorePathError)
        /// A reference that is there twice.
        case duplicateReference(StorePath)
        /// A value that is no hash.
        case badHash(HashError)
        /// A value that is no number from 0 to 2^64 - 1 in decimal digits, or is 0 where nothing can be.
        case badNumber(String)
        /// A compression that there isn't.
        case unknownCompression(String)
        /// A location that leads out of the cache.
        case badLocation(String)
        /// A value that is no signature.
        case badSignature(KeyError)
        /// It is about another path than was asked for.
        case otherPath(StorePath, expected: StorePath)
        /// The cache is of another store.
        case otherStore(String, expected: StoreDirectory)
    }

    /// The line, counted from 1; nil if it concerns the whole file.
    public let line: Int?
    /// The field's name; nil if it concerns no field.
    public let field: String?
    /// What is wrong.
    public let problem: Problem

    init(_ problem: Problem, line: Int? = nil, field: String? = nil) {
        self.line = line
        self.field = field
        self.problem = problem
    }
}

extension NARInfoError: CustomStringConvertible {
    public var description: String {
        let place = [line.map { "line \($0)" }, field].compactMap(\.self).joined(separator: ", ")
        return place.isEmpty ? reason : "\(place): \(reason)"
    }

    private var reason: String {
        switch problem {
        case .tooLong(let limit): "the file is longer than \(limit) bytes"
        case .notText: "the file is no text in UTF-8"
        case .noNewline: "the last line has no end; the file may be cut"
        case .notAField(let line): "'\(ByteString(line))' isn't 'NAME: VALUE'"
        case .duplicate: "the field is there twice"
        case .missing: "the field is missing"
        case .badPath(let error): error.description
        case .duplicateReference(let path): "'\(path)' is there twice"
        case .badHash(let error): error.description
        case .badNumber(let text): "'\(ByteString(text))' is no size in bytes"
        case .unknownCompression(let name):
            "there is no compression '\(ByteString(name))', only "
                + Compression.allCases.map(\.rawValue).joined(separator: ", ")
        case .badLocation(let text): "'\(ByteString(text))' leads out of the cache"
        case .badSignature(let error): error.description
        case .otherPath(let path, let expected): "this is about '\(path)'; '\(expected)' was asked for"
        case .otherStore(let store, let expected): "the cache is of the store '\(store)', and not of \(expected)"
        }
    }
}
