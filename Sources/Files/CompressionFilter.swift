import CArchive

/// A compression that libarchive reads and writes.
package enum CompressionFilter: Sendable {
    case gzip, xz, zstd, bzip2, lzip, lz4

    /// Lets a reader take it.
    func add(toReader archive: OpaquePointer) {
        switch self {
        case .gzip: archive_read_support_filter_gzip(archive)
        case .xz: archive_read_support_filter_xz(archive)
        case .zstd: archive_read_support_filter_zstd(archive)
        case .bzip2: archive_read_support_filter_bzip2(archive)
        case .lzip: archive_read_support_filter_lzip(archive)
        case .lz4: archive_read_support_filter_lz4(archive)
        }
    }

    /// Makes a writer use it; false if this libarchive can't.
    func add(toWriter archive: OpaquePointer) -> Bool {
        let status =
            switch self {
            case .gzip: archive_write_add_filter_gzip(archive)
            case .xz: archive_write_add_filter_xz(archive)
            case .zstd: archive_write_add_filter_zstd(archive)
            case .bzip2: archive_write_add_filter_bzip2(archive)
            case .lzip: archive_write_add_filter_lzip(archive)
            case .lz4: archive_write_add_filter_lz4(archive)
            }
        return status == ARCHIVE_OK
    }
}

/// A stream that libarchive can't decompress or compress, with the reason that it gives.
package struct CompressionError: Error, Hashable, Sendable, CustomStringConvertible {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }

    package var description: String { reason }
}

/// What libarchive says went wrong.
package func archiveReason(_ archive: OpaquePointer) -> String {
    archive_error_string(archive).map { String(cString: $0) } ?? "no reason is known"
}
