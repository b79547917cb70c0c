import Files
import OCI

/// A layer's blob, decompressed: the tar stream that the diff id is the digest of. It is hashed and limited as it
/// passes, and whoever reads it gets one buffer at a time.
final class TarStream {
    private let file: DecompressedFile
    private let limits: LayerLimits
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    private let observe: ((UnsafeRawBufferPointer) throws -> Void)?
    private var hasher: ContentHasher
    /// How many bytes have passed.
    private(set) var size: Int64 = 0
    /// Why the stream ended early, if it did; libarchive's own error is about what followed from it then.
    private(set) var failure: (any Error)?
    /// Whether the end was reached, see ``next()``.
    private var ended = false
    private var names = PaxNames()

    /// Opens a blob; a plain tar, or one compressed by gzip or zstd.
    ///
    /// - Throws: ``FileError`` when it can't be opened.
    init(
        path: String, algorithm: Digest.Algorithm, limits: LayerLimits,
        observe: ((UnsafeRawBufferPointer) throws -> Void)?
    ) throws {
        do {
            file = try DecompressedFile(path: path, filters: [.gzip, .zstd])
        } catch let error as CompressionError {
            throw LayerError.Problem.unreadable(error.reason)
        }
        self.limits = limits
        self.observe = observe
        hasher = ContentHasher(algorithm)
    }

    deinit { buffer.deallocate() }

    /// The digest of all that has passed.
    var digest: Digest? { hasher.finalize() }

    /// The stream's next bytes, valid until the next call; empty at its end.
    ///
    /// umoci writes layers that stop behind the last file's last byte. So that these can be read as any other, the end
    /// is followed by zeros: up to the next block, and the two blocks that mean "end of archive". They are no part of
    /// the digest. That a stream was cut off is found by the digest, and by libarchive if a file lacks more than these.
    ///
    /// - Throws: ``LayerError/Problem``, and what the observer throws; ``failure`` then says the same.
    func next() throws -> UnsafeRawBufferPointer {
        do {
            if let failure { throw failure }
            let count = try read()
            if count > 0 { return UnsafeRawBufferPointer(rebasing: buffer[..<count]) }
            guard !ended else { return UnsafeRawBufferPointer(start: nil, count: 0) }
            ended = true
            let zeros = Int((512 - size % 512) % 512) + 1024
            buffer[..<zeros].initializeMemory(as: UInt8.self, repeating: 0)
            return UnsafeRawBufferPointer(rebasing: buffer[..<zeros])
        } catch {
            failure = error
            throw error
        }
    }

    /// Lets pass what is left, so that the digest is the whole stream's.
    func drain() throws {
        while !ended { _ = try next() }
    }

    private func read() throws -> Int {
        guard !ended else { return 0 }
        let count: Int
        do { count = try file.read(into: buffer) } catch let error as CompressionError {
            throw LayerError.Problem.unreadable(error.reason)
        }
        size += Int64(count)
        guard size <= limits.bytes else { throw LayerError.Problem.tooLarge(limit: limits.bytes) }
        guard size <= limits.ratioFloor || size / limits.ratio <= file.compressedSize else {
            throw LayerError.Problem.ratio(limit: limits.ratio)
        }
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        hasher.update(bytes)
        try names.check(bytes)
        try observe?(bytes)
        return count
    }
}
