/// Writes what `nix-store --import` reads: the reverse of ``ExportReader``.
///
/// For each path ``begin(to:)``, the archive's bytes, ``end(_:to:)``; at last ``finish(to:)``. Nix wants a path's
/// references before the path, unless they are there already.
public struct ExportWriter: Sendable {
    static let magic: UInt64 = 0x4558_494e

    private enum Position: Sendable {
        case between
        case archive(NARReader, StreamHasher)
        case end
    }

    private let store: StoreDirectory
    private var position = Position.between
    /// How many bytes were written.
    public private(set) var offset: UInt64 = 0

    /// A writer of a new export.
    public init(store: StoreDirectory = .standard) {
        self.store = store
    }

    /// Begins a path, whose archive is within limits.
    public mutating func begin(_ limits: NARLimits = NARLimits(), to sink: NARWriter.Sink) throws {
        guard case .between = position else { throw failure(.misplaced) }
        position = .archive(NARReader(limits: limits), StreamHasher())
        try emit(NARTokens.encode(1), to: sink)
    }

    /// Writes the next bytes of the path's archive.
    ///
    /// - Throws: ``NARError`` if they are none; what `sink` throws.
    public mutating func archive(_ bytes: UnsafeRawBufferPointer, to sink: NARWriter.Sink) throws {
        guard case .archive(var reader, var hasher) = position else { throw failure(.misplaced) }
        position = .end
        try reader.read(bytes) { _ in }
        hasher.update(bytes)
        position = .archive(reader, hasher)
        offset += UInt64(bytes.count)
        try sink(bytes)
    }

    /// Ends a path with what is known of it.
    ///
    /// - Throws: ``NARError`` if its archive isn't complete; ``ContentCheck/Mismatch`` if that hasn't the hash and size
    ///   that are known; what `sink` throws.
    public mutating func end(_ info: StorePathInfo, to sink: NARWriter.Sink) throws {
        guard case .archive(let reader, let hasher) = position else { throw failure(.misplaced) }
        try reader.finish()
        try ContentCheck.check(hasher, against: info)
        var bytes = NARTokens.encode(Self.magic) + NARTokens.encode(store.path(of: info.path).utf8)
        bytes += NARTokens.encode(UInt64(info.references.count))
        for path in info.references.sorted() { bytes += NARTokens.encode(store.path(of: path).utf8) }
        bytes += NARTokens.encode((info.deriver.map { store.path(of: $0) } ?? "").utf8)
        bytes += NARTokens.encode(0)
        position = .between
        try emit(bytes, to: sink)
    }

    /// Ends the export.
    public mutating func finish(to sink: NARWriter.Sink) throws {
        guard case .between = position else { throw failure(.misplaced) }
        position = .end
        try emit(NARTokens.encode(0), to: sink)
    }

    private mutating func emit(_ bytes: [UInt8], to sink: NARWriter.Sink) throws {
        offset += UInt64(bytes.count)
        try bytes.withUnsafeBytes(sink)
    }

    private func failure(_ problem: ExportError.Problem) -> ExportError {
        ExportError(offset: offset, problem: problem)
    }
}
