import CArchive
import Glibc
public import OCI

/// Unpacks layers into snapshots in overlayfs's form: what a layer hides is a character device 0/0, and a folder that
/// hides all below it has the attribute `trusted.overlay.opaque` (Linux, filesystems/overlayfs.rst).
public struct LayerUnpacker: Sendable {
    private let limits: LayerLimits

    public init(limits: LayerLimits = .default) { self.limits = limits }

    /// Unpacks a blob into an empty folder and checks its diff id.
    ///
    /// Files are made by libarchive, which passes no symbolic link on the way; owners, modes, times, links and extended
    /// attributes are the layer's. On an error what was made stays for the caller to remove.
    ///
    /// - Throws: ``LayerError`` for a layer that is refused, ``FileError`` when the system refuses.
    public func unpack(blob: String, layer: Digest, diffID: Digest, into folder: String) throws {
        var current: String?
        do {
            let source = try LayerArchive(path: blob, algorithm: diffID.algorithm, limits: limits)
            let target = try DiskWriter(folder: folder)
            var seen: Set<LayerPath> = []
            var count = 0
            while let entry = try source.next() {
                count += 1
                guard count <= limits.entries else { throw LayerError.Problem.tooManyEntries(limit: limits.entries) }
                let raw = archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
                current = raw
                let path = try LayerPath(parsing: raw, limits: limits)
                try place(entry, at: path, from: source, in: target, seen: &seen)
                try Task.checkCancellation()
            }
            current = nil
            try target.close()
            let found = try source.digest()
            guard let found, found == diffID else {
                throw LayerError.Problem.wrongDiffID(expected: diffID, found: found ?? diffID)
            }
        } catch let problem as LayerError.Problem {
            throw LayerError(layer: layer, entry: current, problem: problem)
        }
    }

    private func place(
        _ entry: OpaquePointer, at path: LayerPath, from source: LayerArchive, in target: DiskWriter,
        seen: inout Set<LayerPath>
    ) throws {
        switch try Whiteout(path) {
        case .bookkeeping: return
        case .opaque(let folder): return try target.markOpaque(folder)
        case .entry(let hidden): return try target.hide(hidden)
        case nil: break
        }
        let type = archive_entry_filetype(entry)
        if archive_entry_hardlink(entry) == nil {
            guard [S_IFREG, S_IFDIR, S_IFLNK, S_IFIFO].contains(type) else { throw LayerError.Problem.device }
        }
        if path.isRoot, type != S_IFDIR { throw LayerError.Problem.emptyName }
        try target.write(entry, at: path, from: source, linked: seen)
        seen.insert(path)
    }
}
