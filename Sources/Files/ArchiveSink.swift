import CArchive

/// Takes the bytes that a writer of libarchive's makes. What taking them throws is kept, and writing fails from then on:
/// the error itself can't pass through C. Not to be shared between threads.
package final class ArchiveSink {
    /// What was thrown; libarchive's own error is about what followed from it then.
    package private(set) var failure: (any Error)?
    private let receive: (UnsafeRawBufferPointer) throws -> Void

    /// - Parameter receive: gets the bytes, in pieces, in their order.
    package init(_ receive: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.receive = receive
    }

    /// Opens a writer whose format and filters are set, in blocks of 64 KiB and with no zeros behind the last byte. The
    /// sink must live as long as the writer.
    ///
    /// - Returns: libarchive's status.
    package func open(_ archive: OpaquePointer) -> Int32 {
        archive_write_set_bytes_per_block(archive, 1 << 16)
        archive_write_set_bytes_in_last_block(archive, 1)
        return archive_write_open(archive, Unmanaged.passUnretained(self).toOpaque(), nil, takeBytes, nil)
    }

    fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard failure == nil else { return -1 }
        do {
            try receive(bytes)
            return bytes.count
        } catch {
            failure = error
            return -1
        }
    }
}

private func takeBytes(
    _ archive: OpaquePointer?, _ client: UnsafeMutableRawPointer?, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
    guard let client else { return -1 }
    return Unmanaged<ArchiveSink>.fromOpaque(client).takeUnretainedValue()
        .take(UnsafeRawBufferPointer(start: bytes, count: count))
}
