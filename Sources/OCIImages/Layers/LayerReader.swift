import CArchive
import Files
import Glibc
public import OCI

/// Reads a layer's blob from its first entry to its last, once, and checks what it reads: names, kinds, limits, and at
/// the end the diff id. What is in it is only to be trusted when ``finish(expecting:)`` has returned.
///
/// Not to be shared between threads. No more than a few buffers of the layer are in memory at a time.
public final class LayerReader {
    private let layer: Digest
    private let limits: LayerLimits
    private let stream: TarStream
    private let archive: OpaquePointer
    private let encoding = NameEncoding()
    private var entries = 0
    /// The entry that is being read, as the layer has its path.
    private var current: String?

    /// Opens a layer's blob.
    ///
    /// - Parameters:
    ///   - blob: the path of a tar, which may be compressed by gzip or zstd.
    ///   - layer: the blob's digest, for errors.
    ///   - algorithm: what the diff id is a digest by.
    ///   - observe: gets the tar stream's bytes as they pass.
    /// - Throws: ``LayerError``, or ``FileError`` when the blob can't be opened.
    public init(
        blob: String, layer: Digest, algorithm: Digest.Algorithm = .sha256, limits: LayerLimits = .default,
        observe: ((UnsafeRawBufferPointer) throws -> Void)? = nil
    ) throws {
        self.layer = layer
        self.limits = limits
        do {
            stream = try TarStream(path: blob, algorithm: algorithm, limits: limits, observe: observe)
        } catch let problem as LayerError.Problem {
            throw LayerError(layer: layer, entry: nil, problem: problem)
        }
        guard let archive = archive_read_new() else { throw FileError("read", blob, code: ENOMEM) }
        self.archive = archive
        archive_read_support_format_tar(archive)
        archive_read_support_format_empty(archive)
        let client = Unmanaged.passUnretained(stream).toOpaque()
        guard archive_read_open(archive, client, nil, nextOfStream, nil) == ARCHIVE_OK else { throw failure() }
    }

    deinit { archive_read_free(archive) }

    /// How long the tar stream is, as far as it was read.
    public var size: Int64 { stream.size }

    /// The next entry; nil at the end. Bookkeeping that means nothing here is passed over.
    ///
    /// - Throws: ``LayerError``, and what the observer throws.
    public func next() throws -> LayerEntry? {
        try encoding.whileInUse {
            while let header = try nextHeader() {
                do {
                    guard entries <= limits.entries else {
                        throw LayerError.Problem.tooManyEntries(limit: limits.entries)
                    }
                    if let entry = try LayerEntry(header, limits: limits) { return entry }
                } catch let problem as LayerError.Problem {
                    throw LayerError(layer: layer, entry: current, problem: problem)
                }
            }
            return nil
        }
    }

    /// The current entry's bytes; for small files.
    ///
    /// - Parameter size: how many the entry says it has.
    /// - Throws: ``LayerError``, and what the observer throws.
    public func bytes(size: Int64) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(size))
        try blocks { offset, block in
            guard offset + Int64(block.count) <= size else { throw LayerError.Problem.unreadable("it is too long") }
            bytes.withUnsafeMutableBytes { $0[Int(offset)...].copyBytes(from: block) }
        }
        return bytes
    }

    /// Streams the current entry's bytes; between blocks that don't meet there are zeros.
    ///
    /// - Throws: ``LayerError``, and what the observer or the body throws.
    public func blocks(_ body: (_ offset: Int64, UnsafeRawBufferPointer) throws -> Void) throws {
        var start: UnsafeRawPointer?
        var count = 0
        var offset: Int64 = 0
        while true {
            let status = archive_read_data_block(archive, &start, &count, &offset)
            if status == ARCHIVE_EOF { return }
            guard status == ARCHIVE_OK else { throw failure() }
            try body(offset, UnsafeRawBufferPointer(start: start, count: count))
        }
    }

    /// Reads what is left and compares the diff id.
    ///
    /// - Throws: ``LayerError``, and what the observer throws.
    public func finish(expecting diffID: Digest) throws {
        current = nil
        do {
            try stream.drain()
        } catch {
            throw failure()
        }
        guard let found = stream.digest, found == diffID else {
            let problem = LayerError.Problem.wrongDiffID(expected: diffID, found: stream.digest ?? diffID)
            throw LayerError(layer: layer, entry: nil, problem: problem)
        }
    }

    private func nextHeader() throws -> OpaquePointer? {
        var header: OpaquePointer?
        let status = archive_read_next_header(archive, &header)
        if status == ARCHIVE_EOF { return nil }
        guard status == ARCHIVE_OK, let header else { throw failure() }
        entries += 1
        current = archive_entry_pathname(header).map { String(cString: $0) }
        return header
    }

    /// Why reading failed: the stream's reason if it had one, else the tar's.
    private func failure() -> any Error {
        guard let failure = stream.failure else {
            return LayerError(layer: layer, entry: current, problem: .unreadable(archiveReason(archive)))
        }
        guard let problem = failure as? LayerError.Problem else { return failure }
        return LayerError(layer: layer, entry: nil, problem: problem)
    }
}

/// Hands libarchive the stream's next buffer.
private func nextOfStream(
    _ archive: OpaquePointer?, _ client: UnsafeMutableRawPointer?, _ start: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
    guard let client, let bytes = try? Unmanaged<TarStream>.fromOpaque(client).takeUnretainedValue().next() else {
        return Int(ARCHIVE_FATAL)
    }
    start?.pointee = bytes.baseAddress
    return bytes.count
}
