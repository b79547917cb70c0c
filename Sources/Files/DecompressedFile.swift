import CArchive
import Glibc

/// A compressed file, read as the bytes that were compressed; of a file that none of the filters fits, its own bytes.
///
/// Not to be shared between threads. It holds a buffer and what the compression needs.
package final class DecompressedFile {
    private let archive: OpaquePointer
    private let file: ObservedFile
    private let isEmpty: Bool

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - filters: the compressions that are looked for.
    ///   - observe: gets the compressed bytes as they pass; what it throws, ``read(into:)`` throws.
    /// - Throws: ``FileError``, ``CompressionError``, and what the observer throws.
    package init(
        path: String, filters: [CompressionFilter], observe: ((UnsafeRawBufferPointer) throws -> Void)? = nil
    ) throws {
        let file = try ObservedFile(path: path, observe: observe)
        guard let archive = archive_read_new() else { throw FileError("read", path, code: ENOMEM) }
        self.archive = archive
        self.file = file
        for filter in filters { filter.add(toReader: archive) }
        archive_read_support_format_raw(archive)
        archive_read_support_format_empty(archive)
        let client = Unmanaged.passUnretained(file).toOpaque()
        var entry: OpaquePointer?
        var status = archive_read_open(archive, client, nil, nextOfFile, nil)
        if status == ARCHIVE_OK { status = archive_read_next_header(archive, &entry) }
        isEmpty = status == ARCHIVE_EOF
        guard status == ARCHIVE_OK || isEmpty else {
            throw file.failure ?? CompressionError(reason: archiveReason(archive))
        }
    }

    deinit { archive_read_free(archive) }

    /// How long the compressed file was when it was opened, in bytes.
    package var compressedSize: Int64 { file.size }

    /// Reads the next bytes; returns how many, 0 at the end.
    ///
    /// - Throws: ``FileError``, ``CompressionError``, and what the observer throws.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !isEmpty else { return 0 }
        let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw file.failure ?? CompressionError(reason: archiveReason(archive)) }
        return count
    }

    /// Lets the observer see what follows in the file after the compressed stream's end; returns how much that was.
    package func drain() throws -> Int {
        var count = 0
        while true {
            let bytes = try file.next()
            guard !bytes.isEmpty else { return count }
            count += bytes.count
        }
    }
}

/// A file that is read from beginning to end, piece by piece.
private final class ObservedFile {
    let size: Int64
    private(set) var failure: (any Error)?
    private let descriptor: Int32
    private let path: String
    private let observe: ((UnsafeRawBufferPointer) throws -> Void)?
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

    init(path: String, observe: ((UnsafeRawBufferPointer) throws -> Void)?) throws(FileError) {
        self.path = path
        self.observe = observe
        // A pipe of that name is opened at once, and refused.
        let descriptor = try check("open", path) { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        self.descriptor = descriptor
        var status = stat()
        let result = fstat(descriptor, &status)
        size = Int64(status.st_size)
        guard result == 0 else { throw FileError("read", path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileError("read", path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
        }
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    func next() throws -> UnsafeRawBufferPointer {
        do {
            if let failure { throw failure }
            let count = try check("read", path) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            try observe?(bytes)
            return bytes
        } catch {
            failure = error
            throw error
        }
    }
}

private func nextOfFile(
    _ archive: OpaquePointer?, _ client: UnsafeMutableRawPointer?,
    _ bytes: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
    guard let client, let bytes else { return -1 }
    let file = Unmanaged<ObservedFile>.fromOpaque(client).takeUnretainedValue()
    guard let next = try? file.next() else { return -1 }
    bytes.pointee = next.baseAddress
    return next.count
}
