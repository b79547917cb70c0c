import Files
import Foundation
import Glibc
import Nix

/// A file that is being downloaded, kept under a name that tells what it is of, so that it can be continued later.
///
/// It is locked while somebody writes to it; who comes second gets a file without a name, which is gone when nobody has it
/// open any more, however that comes.
public final class PartialFile: Sendable {
    /// Where it can be opened by this process.
    public let path: String
    private let file: Descriptor
    private let hasName: Bool

    /// Opens the file of a name, or makes it.
    ///
    /// - Throws: ``FileError``.
    init(folder: String, name: String) throws(FileError) {
        try SmallFile.makeFolder(folder)
        let named = "\(folder)/\(name)"
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
        let file = Descriptor(try check("make", named) { open(named, flags, 0o644) })
        if file.takeLock() {
            (path, self.file, hasName) = (named, file, true)
        } else {
            let own = "\(named).\(UUID().uuidString)"
            let file = Descriptor(try check("make", own) { open(own, flags | O_EXCL, 0o600) })
            unlink(own)
            (path, self.file, hasName) = ("/proc/self/fd/\(file.number)", file, false)
        }
    }

    /// How long it is, in bytes.
    func size() throws(FileError) -> UInt64 {
        var status = stat()
        try check("read", path) { fstat(file.number, &status) }
        return UInt64(status.st_size)
    }

    func truncate(to size: UInt64) throws(FileError) {
        try check("write", path) { ftruncate(file.number, off_t(size)) }
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(FileError) {
        try writeAll(bytes, to: file.number, at: Int64(offset), path)
    }

    /// The hash of all that is in it.
    func hash(_ algorithm: HashAlgorithm) throws -> StreamHasher {
        var hasher = StreamHasher(algorithm)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try check("read", path) {
                pread(file.number, buffer.baseAddress, buffer.count, off_t(hasher.count))
            }
            guard count > 0 else { return hasher }
            hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Removes it, once nobody needs it any more.
    public func remove() {
        if hasName { unlink(path) }
    }
}
