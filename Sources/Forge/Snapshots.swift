import CLinux
import Foundation
import Glibc
import OCI
import OCIImages

/// Layers unpacked, by diff id: `snapshots/sha256/HEX` in the state directory, in overlayfs's form.
///
/// A snapshot is unpacked into a temporary folder, its file system is flushed, and it is renamed: it appears whole or
/// not at all, after a crash too.
struct Snapshots: Sendable {
    let content: ContentStore
    let limits: LayerLimits

    func path(of diffID: Digest) -> String { "\(content.state)/snapshots/\(diffID.algorithm.rawValue)/\(diffID.hex)" }

    /// Makes the snapshots that aren't there, several at once.
    ///
    /// - Throws: ``LayerError``, ``FileError``, `CancellationError`; snapshots that were finished stay.
    func make(_ layers: [LayerSurvey.Pair], progress: @escaping @Sendable (ForgeEvent) -> Void) async throws {
        let missing = Set(layers).filter { access(path(of: $0.diffID), F_OK) != 0 }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for layer in missing {
                group.addTask {
                    progress(ForgeEvent(step: "unpack \(layer.blob.short)", done: 0, total: 1))
                    try make(layer)
                    progress(ForgeEvent(step: "unpack \(layer.blob.short)", done: 1, total: 1))
                }
            }
            try await group.waitForAll()
        }
    }

    private func make(_ layer: LayerSurvey.Pair) throws {
        let target = path(of: layer.diffID)
        let unfinished = "\(content.state)/tmp/snapshot-\(layer.diffID.hex)-\(getpid())"
        let folder = URL(fileURLWithPath: target).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.createDirectory(atPath: unfinished, withIntermediateDirectories: true)
        } catch { throw FileError("make", unfinished) }
        defer { try? FileManager.default.removeItem(atPath: unfinished) }
        chmod(unfinished, 0o755)
        try LayerUnpacker(limits: limits).unpack(
            blob: content.path(of: layer.blob), layer: layer.blob, diffID: layer.diffID, into: unfinished)
        let place = open(unfinished, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard place >= 0 else { throw FileError("open", unfinished) }
        defer { close(place) }
        guard clinux_sync_file_system(place) == 0 else { throw FileError("write", unfinished) }
        // Somebody else may have been faster with the same content.
        guard rename(unfinished, target) == 0 || errno == EEXIST || errno == ENOTEMPTY else {
            throw FileError("write", target)
        }
    }
}
