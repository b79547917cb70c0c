import Foundation
import Glibc
import OCI
import OCIImages

/// Blobs by their digests, in the state directory.
///
/// A blob is written under a temporary name, verified, flushed to the disk and renamed: what has its digest for a name
/// is whole, after a crash too. Two processes that write one blob at once both end with the same file.
struct ContentStore: Sendable {
    let state: String

    /// Where a blob is, or would be.
    func path(of digest: Digest) -> String { "\(state)/blobs/\(digest.algorithm.rawValue)/\(digest.hex)" }

    func has(_ digest: Digest) -> Bool { access(path(of: digest), F_OK) == 0 }

    /// Copies a blob from its source unless it is there; returns how many bytes were copied.
    ///
    /// - Throws: ``ImageError`` for a blob that isn't what its descriptor says, ``FileError`` when the disk refuses.
    func add(_ blob: Descriptor, from source: any ImageSource, progress: (Int64) -> Void) throws -> Int64 {
        guard !has(blob.digest) else { return 0 }
        try write(blob.digest) { file, name in
            var done: Int64 = 0
            try source.read(blob) { bytes in
                try Self.writeAll(bytes, to: file, name)
                done += Int64(bytes.count)
                progress(done)
                try Task.checkCancellation()
            }
        }
        return blob.size
    }

    /// Keeps a small document whose digest was verified.
    func add(_ bytes: Data, digest: Digest) throws {
        guard !has(digest) else { return }
        try write(digest) { file, name in
            try bytes.withUnsafeBytes { try Self.writeAll($0, to: file, name) }
        }
    }

    private func write(_ digest: Digest, _ body: (Int32, String) throws -> Void) throws {
        let target = path(of: digest)
        let folder = URL(fileURLWithPath: target).deletingLastPathComponent().path
        for folder in [folder, "\(state)/tmp"] {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch { throw FileError("make", folder) }
        }
        let unfinished = "\(state)/tmp/blob-\(digest.hex)-\(getpid())"
        let file = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileError("write", unfinished) }
        var isOpen = true
        do {
            try body(file, unfinished)
            guard fsync(file) == 0 else { throw FileError("write", unfinished) }
            close(file)
            isOpen = false
            guard rename(unfinished, target) == 0 else { throw FileError("write", target) }
        } catch {
            if isOpen { close(file) }
            unlink(unfinished)
            throw error
        }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32, _ name: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("write", name) }
            rest = rest.dropFirst(count)
        }
    }
}
