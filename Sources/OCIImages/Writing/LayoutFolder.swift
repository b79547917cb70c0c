import CLinux
import Files
import Foundation
import Glibc
import OCI

/// The folder of an image layout that is written to.
struct LayoutFolder {
    let folder: String

    init(_ folder: String) {
        self.folder = folder
    }

    /// Where a blob is, or would be.
    func path(of digest: Digest) -> String { "\(folder)/blobs/\(digest.algorithm.rawValue)/\(digest.hex)" }

    private var marker: String { "\(folder)/oci-layout" }
    private var index: String { "\(folder)/index.json" }

    /// Sees to it that the folder is there, and that an image can be put into it; returns whether it was made.
    ///
    /// - Throws: ``ImageError`` for one that is neither empty nor a layout, `FileError`.
    func prepare() throws -> Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw FileError("make", folder, code: access(folder, F_OK) == 0 ? EEXIST : errno)
            }
            return true
        }
        guard isFolder.boolValue else { throw ImageError.notALayout(path: folder, reason: "it is no folder") }
        guard FileManager.default.fileExists(atPath: marker) else {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            guard names.allSatisfy({ $0.hasPrefix(LayoutWriter.mark) }) else {
                throw ImageError.notALayout(
                    path: folder, reason: "it has something else in it; name a folder that is empty or isn't there")
            }
            return false
        }
        let layout = try Documents.decode(ImageLayout.self, "oci-layout", try Data(contentsOf: url(marker)))
        guard layout.imageLayoutVersion == ImageLayout.version else {
            throw ImageError.unknownLayoutVersion(path: folder, version: layout.imageLayoutVersion)
        }
        _ = try readIndex()
        return false
    }

    /// Writes what makes a folder a layout, and makes the folder of its blobs; in this order, so that who is ended in between
    /// leaves a layout.
    func makeWhole(from own: String) throws {
        if !FileManager.default.fileExists(atPath: marker) { try write(ImageLayout(), to: marker, from: own) }
        try FileManager.default.createDirectory(atPath: "\(folder)/blobs/sha256", withIntermediateDirectories: true)
    }

    /// Names an image, as skopeo does it: one that had the name before stays, without it.
    func add(_ manifest: Descriptor, tag: String?, from own: String) throws {
        // Two who add an image at once do it one after the other.
        let lock = try check("open", folder) { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(lock) }
        let locked = clinux_lock_file(lock, true)
        guard locked == 0 else { throw FileError("lock", folder, code: -locked) }
        let before = try readIndex()
        var index = before
        index.add(manifest, tag: tag)
        guard index != before || !FileManager.default.fileExists(atPath: self.index) else { return }
        try write(index, to: self.index, from: own)
    }

    private func readIndex() throws -> ImageIndex {
        guard FileManager.default.fileExists(atPath: index) else { return ImageIndex(manifests: []) }
        return try Documents.decode(ImageIndex.self, "index.json", try Data(contentsOf: url(index)))
    }

    /// Writes a document so that it is there whole or not at all.
    private func write(_ document: some Encodable, to path: String, from own: String) throws {
        let temporary = "\(own)/\(UUID().uuidString)"
        let bytes = try CanonicalJSON.encode(document)
        let file = try check("make", path) { open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }
        defer { close(file) }
        try bytes.withUnsafeBytes { try writeAll($0, to: file, at: 0, path) }
        try check("flush", path) { fsync(file) }
        try check("make", path) { rename(temporary, path) }
    }

    private func url(_ path: String) -> URL { URL(fileURLWithPath: path) }
}

extension ImageIndex {
    /// Adds a manifest under a name, or none.
    mutating func add(_ manifest: Descriptor, tag: String?) {
        let isThere = manifests.contains { $0.digest == manifest.digest && $0.referenceName == tag }
        if isThere { return }
        if let tag {
            for place in manifests.indices where manifests[place].referenceName == tag {
                manifests[place].annotations?[Descriptor.referenceNameKey] = nil
            }
            // An entry without a name that is the same, or just became so, needs no second.
            manifests.removeAll { $0.digest == manifest.digest && $0.referenceName == nil }
        } else if manifests.contains(where: { $0.digest == manifest.digest }) {
            return
        }
        var manifest = manifest
        if let tag { manifest.annotations = [Descriptor.referenceNameKey: tag] }
        manifests.append(manifest)
    }
}
