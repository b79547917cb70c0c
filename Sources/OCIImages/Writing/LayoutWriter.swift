import CLinux
import Files
import Foundation
import Glibc
public import OCI

/// Puts an image into an image layout (image-spec, image-layout.md): a new one, or one that has others already.
///
/// Blobs are written into a folder of the writer's own, inside the layout. They get their names when all are there, and
/// `index.json` names the image last. Whatever ends the writer before, the layout's images are as they were; what one that
/// was killed left, the next removes.
public final class LayoutWriter: Sendable {
    /// What the folders of writers begin with; nothing in a layout does.
    static let mark = ".emergence-"

    /// The layout's folder.
    public let folder: String
    private let own: String
    private let lock: Int32
    private let isNew: Bool

    /// Begins to write; makes the folder if it isn't there.
    ///
    /// - Throws: ``ImageError/notALayout(path:reason:)`` for a folder that has something else in it,
    ///   ``ImageError/unknownLayoutVersion(path:version:)``, ``ImageError/badDocument(_:reason:)``, `FileError`.
    public init(_ folder: String) throws {
        self.folder = folder
        let isNew = try LayoutFolder(folder).prepare()
        self.isNew = isNew
        do {
            Self.cleanUp(folder)
            (own, lock) = try Self.makeOwn(in: folder)
        } catch {
            if isNew { rmdir(folder) }
            throw error
        }
    }

    deinit { close(lock) }

    /// Removes what is the writer's own, and the folder if it made it and nothing was put into it. To be called when nobody
    /// writes any more: a thread may hold the writer longer than that, so it isn't done when the writer goes.
    public func end() {
        try? FileManager.default.removeItem(atPath: own)
        // Only a folder with nothing in it goes.
        if isNew { rmdir(folder) }
    }

    /// Begins a blob.
    ///
    /// - Throws: `FileError`.
    public func blob() throws -> BlobFile { try BlobFile("\(own)/\(UUID().uuidString)") }

    /// Writes a document as a blob.
    ///
    /// - Throws: `FileError`, `EncodingError`.
    public func document(_ value: some Encodable) throws -> WrittenBlob {
        let blob = try blob()
        try CanonicalJSON.encode(value).withUnsafeBytes { try blob.append($0) }
        return try blob.finish()
    }

    /// Gives blobs their names and makes the image known, after all is on the disk.
    ///
    /// - Parameters:
    ///   - blobs: all that the manifest refers to, and itself.
    ///   - manifest: what describes the manifest.
    ///   - tag: the image's name in the layout; another image that had it is there without a name then.
    /// - Throws: `FileError`, ``ImageError/badDocument(_:reason:)``. The layout's images are as they were then.
    public func publish(_ blobs: [WrittenBlob], manifest: Descriptor, tag: String?) throws {
        try flush()
        let layout = LayoutFolder(folder)
        try layout.makeWhole(from: own)
        for blob in blobs {
            let path = layout.path(of: blob.digest)
            try check("make", path) { rename(blob.path, path) }
        }
        try flush()
        try layout.add(manifest, tag: tag, from: own)
    }

    private func flush() throws(FileError) {
        let flushed = clinux_sync_file_system(lock)
        guard flushed == 0 else { throw FileError("flush", folder, code: -flushed) }
    }

    /// A folder of a new name, with a lock that says that somebody is at work in it.
    private static func makeOwn(in folder: String) throws(FileError) -> (path: String, lock: Int32) {
        while true {
            let path = "\(folder)/\(mark)\(UUID().uuidString)"
            try check("make", path) { mkdir(path, 0o700) }
            let lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            var status = stat()
            // Somebody who cleans up may have had it first, and removed it.
            if lock >= 0, clinux_lock_file(lock, false) == 0, fstat(lock, &status) == 0, status.st_nlink > 0 {
                return (path, lock)
            }
            let code = errno
            if lock >= 0 { close(lock) }
            guard lock >= 0 || code == ENOENT else { throw FileError("open", path, code: code) }
        }
    }

    /// Removes what writers left that are no more.
    private static func cleanUp(_ folder: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(mark) {
            let path = "\(folder)/\(name)"
            let file = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard file >= 0 else { continue }
            defer { close(file) }
            if clinux_lock_file(file, false) == 0 { try? FileManager.default.removeItem(atPath: path) }
        }
    }
}
