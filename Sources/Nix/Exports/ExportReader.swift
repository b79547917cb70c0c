/// Reads what `nix-store --export` writes, however it is cut into pieces (Dolstra, "The Purely Functional Software
/// Deployment Model"; Nix, `libstore/export-import.cc`).
///
/// For each path a 1, its archive, `NIXE`, its name, references and deriver, and a 0; another 0 ends it. What an
/// archive is of is told after it, and nothing vouches for it: the hash is computed while it is read. After an error
/// it is of no more use.
public struct ExportReader: Sendable {
    /// What an export tells.
    public enum Event {
        /// An archive begins.
        case begin
        /// What is in the archive.
        case archive(NAREvent)
        /// What the archive was of; the hash and size are those of what was read.
        case end(StorePathInfo)
    }

    private enum Position: Sendable {
        case marker, magic, path, referenceCount
        case reference(left: UInt64)
        case deriver, signatureMarker, signature
        case archive(NARReader)
        case end
    }

    private let store: StoreDirectory
    private let limits: NARLimits
    private var tokens = NARTokens()
    private var position = Position.marker
    private var hasher = StreamHasher()
    /// What is known of the path whose archive was read last.
    private var current: StorePathInfo?
    private var last: StorePath?
    private var seen: Set<StorePathDigest> = []

    /// A reader at an export's beginning.
    public init(store: StoreDirectory = .standard, limits: NARLimits = NARLimits()) {
        self.store = store
        self.limits = limits
    }

    /// How many bytes were read.
    public var offset: UInt64 { tokens.offset }

    /// Reads the next piece.
    ///
    /// - Throws: ``ExportError``; ``NARError`` with an offset from the archive's beginning; what `visit` throws.
    public mutating func read(_ piece: UnsafeRawBufferPointer, _ visit: (Event) throws -> Void) throws {
        var rest = piece
        while true {
            let start = offset
            switch position {
            case .end:
                guard rest.isEmpty else { throw failure(.trailingBytes) }
                return
            case .archive(var reader):
                // Moved out and in again, so that its state isn't copied.
                position = .marker
                let count = try reader.readPrefix(rest) { try visit(.archive($0)) }
                hasher.update(tokens.bytes(upTo: UInt64(count), from: &rest))
                position = reader.isComplete ? .magic : .archive(reader)
                guard reader.isComplete else { return }
            case .marker, .magic, .referenceCount, .signatureMarker:
                guard let number = tokens.number(from: &rest) else { return }
                try take(number, at: start, visit)
            case .path, .reference, .deriver, .signature:
                guard let token = try nextToken(&rest) else { return }
                try take(token, at: start, visit)
            }
        }
    }

    /// Ends the stream.
    ///
    /// - Throws: ``ExportError`` unless the export is over.
    public func finish() throws(ExportError) {
        guard case .end = position else { throw failure(.endsEarly) }
    }

    private mutating func take(_ number: UInt64, at start: UInt64, _ visit: (Event) throws -> Void) throws {
        switch (position, number) {
        case (.marker, 0): position = .end
        case (.marker, 1):
            hasher = StreamHasher()
            position = .archive(NARReader(limits: limits))
            try visit(.begin)
        case (.magic, ExportWriter.magic): position = .path
        case (.magic, _): throw failure(.badMagic(number), at: start)
        case (.referenceCount, _):
            last = nil
            position = number == 0 ? .deriver : .reference(left: number)
        // A signature of an old kind, which Nix reads and takes no notice of.
        case (.signatureMarker, 1): position = .signature
        case (.signatureMarker, 0): try endPath(visit)
        default: throw failure(.badMarker(number), at: start)
        }
    }

    private mutating func take(_ token: ByteString, at start: UInt64, _ visit: (Event) throws -> Void) throws {
        switch position {
        case .path:
            let path = try storePath(token, at: start)
            guard seen.insert(path.digest).inserted else { throw failure(.duplicate(path), at: start) }
            current = StorePathInfo(path: path, narHash: hasher.hash(), narSize: hasher.count)
            position = .referenceCount
        case .reference(let left):
            let path = try storePath(token, at: start)
            if let last, last >= path { throw failure(.unsorted(path), at: start) }
            last = path
            current?.references.insert(path)
            position = left == 1 ? .deriver : .reference(left: left - 1)
        case .deriver:
            let deriver = token.isEmpty ? nil : try storePath(token, at: start)
            current?.deriver = deriver
            position = .signatureMarker
        case .signature: try endPath(visit)
        default: break
        }
    }

    private mutating func endPath(_ visit: (Event) throws -> Void) throws {
        position = .marker
        if let current { try visit(.end(current)) }
    }

    private mutating func nextToken(_ rest: inout UnsafeRawBufferPointer) throws(ExportError) -> ByteString? {
        let start = offset
        do throws(NARTokens.Problem) {
            return try tokens.token(from: &rest, limit: Self.tokenLimit)
        } catch {
            throw failure(error.asProblem, at: start)
        }
    }

    private func storePath(_ token: ByteString, at start: UInt64) throws(ExportError) -> StorePath {
        do throws(StorePathError) { return try store.storePath(token) } catch {
            throw failure(.badPath(error), at: start)
        }
    }

    private func failure(_ problem: ExportError.Problem, at place: UInt64? = nil) -> ExportError {
        ExportError(offset: place ?? offset, problem: problem)
    }

    /// How long a path or an old signature may be, in bytes.
    private static let tokenLimit = 4095
}

extension NARTokens.Problem {
    fileprivate var asProblem: ExportError.Problem {
        switch self {
        case .longToken(let length, let limit): .longToken(length, limit: limit)
        case .nonZeroPadding: .nonZeroPadding
        }
    }
}
