import CArchive
import Glibc

/// Compresses a stream, and hands on the compressed bytes. Not to be shared between threads.
///
/// libarchive compresses on one thread, and so the same bytes come of the same input whatever the machine.
package final class CompressingStream {
    private let archive: OpaquePointer
    private let sink: ArchiveSink

    /// Begins a stream.
    ///
    /// - Parameter receive: gets the compressed bytes; what it throws, ``write(_:)`` and ``finish()`` throw.
    /// - Throws: ``CompressionError`` if this libarchive can't.
    package init(_ filter: CompressionFilter, receive: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let archive = archive_write_new() else { throw CompressionError(reason: "there is no memory left") }
        self.archive = archive
        sink = ArchiveSink(receive)
        guard filter.add(toWriter: archive) else { throw CompressionError(reason: archiveReason(archive)) }
        archive_write_set_format_raw(archive)
        try check(sink.open(archive))
        let entry = archive_entry_new()
        defer { archive_entry_free(entry) }
        archive_entry_set_filetype(entry, UInt32(Glibc.S_IFREG as mode_t))
        try check(archive_write_header(archive, entry))
    }

    deinit { archive_write_free(archive) }

    /// Compresses the next bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        var done = 0
        while done < bytes.count {
            let count = archive_write_data(archive, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            guard count > 0 else { throw failure }
            done += count
        }
    }

    /// Ends the stream; all compressed bytes were handed on when this returns.
    package func finish() throws {
        try check(archive_write_close(archive))
        if let failure = sink.failure { throw failure }
    }

    private func check(_ status: Int32) throws {
        guard status == ARCHIVE_OK else { throw failure }
    }

    private var failure: any Error { sink.failure ?? CompressionError(reason: archiveReason(archive)) }
}
