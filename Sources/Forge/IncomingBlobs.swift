import Files
import Foundation
import Glibc
import OCI
import OCIImages

/// The blobs of one image on their way into the content store.
///
/// They are written into a folder of their own, verified and flushed, and are renamed into the store all together when
/// the image has turned out to be good. Until then, and if it doesn't, the store is as it was. Two processes that bring
/// in one blob at once both end with the same file.
final class IncomingBlobs {
    private let store: ContentStore
    private let folder: String
    private var written: [Digest] = []

    /// Begins an empty set.
    ///
    /// - Throws: ``FileError``.
    init(into store: ContentStore) throws {
        self.store = store
        folder = "\(store.folders.temporary)/forge-\(UUID().uuidString)"
        guard mkdir(folder, 0o700) == 0 else { throw FileError("make", folder) }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Where a blob can be read: here, or in the store.
    func path(of digest: Digest) -> String {
        written.contains(digest) ? unfinishedPath(of: digest) : store.path(of: digest)
    }

    /// Copies a blob from its source unless it is there, and returns how many bytes were copied.
    ///
    /// - Throws: ``ImageError`` for a blob that isn't what its descriptor says, ``FileError`` when the disk refuses,
    ///   `CancellationError`.
    @discardableResult
    func add(_ blob: Descriptor, from source: any BlobSource, progress: (Int64) -> Void = { _ in }) throws -> Int64 {
        guard isMissing(blob.digest) else { return 0 }
        try write(blob.digest) { append in
            var done: Int64 = 0
            try source.read(blob) { bytes in
                try Task.checkCancellation()
                try append(bytes)
                done += Int64(bytes.count)
                progress(done)
            }
        }
        return blob.size
    }

    /// Adds a small document whose digest was verified, unless it is there.
    ///
    /// - Throws: ``FileError``.
    func add(_ document: Data, digest: Digest) throws {
        guard isMissing(digest) else { return }
        try write(digest) { append in try document.withUnsafeBytes { try append($0) } }
    }

    /// Makes the blobs visible in the store.
    ///
    /// - Throws: ``FileError``.
    func publish() throws {
        var targets: Set<String> = []
        for digest in written {
            let target = "\(store.folders.blobs)/\(digest.algorithm.rawValue)"
            if mkdir(target, 0o700) != 0, errno != EEXIST { throw FileError("make", target) }
            guard rename(unfinishedPath(of: digest), store.path(of: digest)) == 0 else {
                throw FileError("rename", store.path(of: digest))
            }
            targets.insert(target)
        }
        written = []
        for target in targets { try flush(folder: target) }
    }

    private func isMissing(_ digest: Digest) -> Bool { !written.contains(digest) && !store.has(digest) }

    private func unfinishedPath(of digest: Digest) -> String { "\(folder)/\(digest.hex)" }

    private func write(_ digest: Digest, _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        let path = unfinishedPath(of: digest)
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileError("make", path) }
        defer { close(file) }
        try body { try Self.append($0, to: file, path) }
        guard fsync(file) == 0 else { throw FileError("flush", path) }
        written.append(digest)
    }

    private static func append(_ bytes: UnsafeRawBufferPointer, to file: Int32, _ path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("write", path) }
            rest = rest.dropFirst(count)
        }
    }

    private func flush(folder path: String) throws {
        let file = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw FileError("open", path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw FileError("flush", path) }
    }
}
