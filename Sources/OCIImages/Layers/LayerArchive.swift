import CArchive
import Glibc
import OCI

/// A layer's entries, read through its checked stream.
final class LayerArchive {
    let archive: OpaquePointer
    private let stream: TarStream

    /// Opens a layer's blob.
    ///
    /// - Throws: ``LayerError/Problem``, ``FileError``.
    init(path: String, algorithm: Digest.Algorithm, limits: LayerLimits) throws {
        stream = try TarStream(path: path, algorithm: algorithm, limits: limits, observe: nil)
        guard let archive = archive_read_new() else { throw FileError("read", path, code: ENOMEM) }
        self.archive = archive
        archive_read_support_format_tar(archive)
        archive_read_support_format_empty(archive)
        let client = Unmanaged.passUnretained(stream).toOpaque()
        guard archive_read_open(archive, client, nil, readNext, nil) == ARCHIVE_OK else { throw failure() }
    }

    deinit { archive_read_free(archive) }

    /// The next entry; nil at the end.
    ///
    /// - Throws: ``LayerError/Problem``.
    func next() throws -> OpaquePointer? {
        var entry: OpaquePointer?
        let status = archive_read_next_header(archive, &entry)
        if status == ARCHIVE_EOF { return nil }
        guard status >= ARCHIVE_WARN, let entry else { throw failure() }
        return entry
    }

    /// Reads what is left and returns the digest of the whole stream.
    func digest() throws -> Digest? {
        try stream.drain()
        return stream.digest
    }

    /// What went wrong below, or what libarchive says of it.
    func failure() -> any Error { stream.failure ?? LayerError.Problem.unreadable(archiveReason(archive)) }
}

/// Hands libarchive the stream's next buffer.
private func readNext(
    _ archive: OpaquePointer?, _ client: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
    guard let client, let buffer else { return -1 }
    let stream = Unmanaged<TarStream>.fromOpaque(client).takeUnretainedValue()
    do {
        let bytes = try stream.next()
        buffer.pointee = bytes.baseAddress
        return bytes.count
    } catch {
        archive_set_error_text(archive, EIO, "the layer's stream failed")
        return -1
    }
}
