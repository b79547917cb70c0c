public import Files
import Glibc
public import OCI

/// A blob that is being written: its digest and its length are known when it is whole. Not to be shared between threads.
public final class BlobFile {
    private let path: String
    private let file: Int32
    private var hasher = ContentHasher()
    private var size: Int64 = 0

    /// Begins a file that isn't there yet.
    ///
    /// - Throws: `FileError`.
    init(_ path: String) throws(FileError) {
        self.path = path
        file = try check("make", path) { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }
    }

    deinit { close(file) }

    /// Adds the next bytes.
    ///
    /// - Throws: `FileError`.
    public func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        try writeAll(bytes, to: file, at: size, path)
        hasher.update(bytes)
        size += Int64(bytes.count)
    }

    /// What was written, once all of it was.
    ///
    /// - Throws: `FileError` if its bytes can't be hashed.
    public func finish() throws(FileError) -> WrittenBlob {
        guard let digest = hasher.finalize() else { throw FileError("hash", path, code: EINVAL) }
        return WrittenBlob(digest: digest, size: size, path: path)
    }
}

/// A blob that was written and has no name in its layout yet.
public struct WrittenBlob: Hashable, Sendable {
    /// Its digest.
    public let digest: Digest
    /// Its length.
    public let size: Int64
    /// Where it is.
    let path: String

    /// What refers to it.
    public func descriptor(_ mediaType: MediaType) -> Descriptor {
        Descriptor(mediaType: mediaType, digest: digest, size: size)
    }
}
