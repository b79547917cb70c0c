import CLinux
import Files
import Foundation
import Glibc
public import OCI

/// The unpacked layers of a machine: a folder each, named by the diff id, so that images share them.
///
/// A snapshot is written under another name, flushed, and renamed when it is whole and its diff id was right: a folder
/// of the right name is a snapshot, after a power cut too. All snapshots of one image are flushed at once, by one
/// `syncfs`, as flushing thousands of files one by one takes far longer.
public struct SnapshotStore: Sendable {
    /// The folder of the snapshots.
    public let folder: String
    /// The folder, on the same file system, of what is not yet whole.
    public let temporary: String

    public init(folder: String, temporary: String) {
        self.folder = folder
        self.temporary = temporary
    }

    /// Where the snapshot of a diff id is, or would be.
    public func path(of diffID: Digest) -> String { "\(folder)/\(diffID.algorithm.rawValue)/\(diffID.hex)" }

    /// Whether there is a snapshot of a diff id.
    public func contains(_ diffID: Digest) -> Bool { access(path(of: diffID), F_OK) == 0 }

    /// Begins a snapshot, in a new folder that nobody else sees.
    ///
    /// - Throws: ``FileError``.
    public func begin(_ diffID: Digest) throws -> PendingSnapshot {
        let path = "\(temporary)/snapshot-\(UUID().uuidString)"
        try check("make", path) { mkdir(path, 0o700) }
        do {
            return PendingSnapshot(
                diffID: diffID, path: path, writer: try SnapshotWriter(path: path, threads: Self.threads))
        } catch {
            Self.discard(path)
            throw error
        }
    }

    /// Makes snapshots that are written visible, after all that is in them is on the disk.
    ///
    /// - Throws: ``FileError``.
    public func publish(_ snapshots: [PendingSnapshot]) throws {
        guard let first = snapshots.first else { return }
        let file = try check("open", first.path) { open(first.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(file) }
        let flushed = clinux_sync_file_system(file)
        guard flushed == 0 else { throw FileError("flush", first.path, code: -flushed) }
        for snapshot in snapshots { try publish(snapshot) }
    }

    private func publish(_ snapshot: PendingSnapshot) throws {
        let target = path(of: snapshot.diffID)
        let holder = (target as NSString).deletingLastPathComponent
        if mkdir(holder, 0o711) != 0, errno != EEXIST { throw FileError("make", holder) }
        if rename(snapshot.path, target) != 0 {
            // Somebody else was first, with the same content.
            guard errno == EEXIST || errno == ENOTEMPTY else { throw FileError("rename", snapshot.path) }
        }
        try flushFolder(holder)
    }

    private func flushFolder(_ path: String) throws {
        let file = try check("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(file) }
        try check("flush", path) { fsync(file) }
    }

    /// Removes a snapshot; moved away first, so that what is left of it if this is interrupted is no snapshot.
    ///
    /// - Throws: ``FileError``.
    public func remove(_ diffID: Digest) throws {
        let grave = "\(temporary)/removed-\(UUID().uuidString)"
        try check("remove", path(of: diffID)) { rename(path(of: diffID), grave) }
        Self.discard(grave)
    }

    fileprivate static func discard(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    /// Threads that make files, besides the one that reads: as many as there are processors, as they wait for the disk.
    private static var threads: Int { max(2, ProcessInfo.processInfo.activeProcessorCount) }
}

/// A snapshot that is being written; removed with all that is in it unless it is published.
public final class PendingSnapshot {
    public let diffID: Digest
    fileprivate let path: String
    private let writer: SnapshotWriter

    fileprivate init(diffID: Digest, path: String, writer: SnapshotWriter) {
        self.diffID = diffID
        self.path = path
        self.writer = writer
    }

    deinit {
        writer.settle()
        SnapshotStore.discard(path)
    }

    /// Writes an entry; a file's bytes come from the reader, which stands at it, unless they were read already.
    ///
    /// - Throws: a ``LayerError/Problem``, ``FileError``, and what the reader throws.
    public func write(_ entry: LayerEntry, from reader: LayerReader, bytes: [UInt8]? = nil) throws {
        try writer.write(entry, from: reader, bytes: bytes)
    }

    /// Finishes writing; the layer's diff id is to be checked besides.
    ///
    /// - Throws: ``FileError``.
    public func finish() throws { try writer.finish() }
}
