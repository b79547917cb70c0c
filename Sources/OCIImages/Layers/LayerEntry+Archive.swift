import CArchive
import Glibc

extension LayerEntry {
    /// Takes an entry as libarchive read it; nil for bookkeeping that means nothing here.
    ///
    /// - Throws: a ``LayerError/Problem`` for what a layer may not have.
    init?(_ raw: OpaquePointer, limits: LayerLimits) throws {
        guard let name = archive_entry_pathname(raw) else { throw LayerError.Problem.emptyName }
        let path = try LayerPath(parsing: try Self.text(name), limits: limits)
        switch try Whiteout(path) {
        case .entry(let hidden): self.init(path: hidden, kind: .whiteout)
        case .opaque(let folder): self.init(path: folder, kind: .opaque)
        case .bookkeeping: return nil
        case nil:
            let kind = try Self.kind(of: raw, limits: limits)
            guard !path.isRoot || kind == .folder else { throw LayerError.Problem.emptyName }
            self.init(path: path, kind: kind, attributes: FileAttributes(raw))
        }
    }

    private static func kind(of raw: OpaquePointer, limits: LayerLimits) throws -> Kind {
        if let target = archive_entry_hardlink(raw) {
            let text = try text(target)
            guard let path = try? LayerPath(parsing: text, limits: limits), !path.isRoot else {
                throw LayerError.Problem.linkTarget(text)
            }
            return .hardLink(target: path)
        }
        switch archive_entry_filetype(raw) {
        case S_IFDIR: return .folder
        case S_IFREG: return .file(size: archive_entry_size(raw))
        case S_IFIFO: return .pipe
        case S_IFCHR, S_IFBLK: throw LayerError.Problem.device
        case S_IFLNK:
            let target = try archive_entry_symlink(raw).map(text) ?? ""
            guard (1...limits.pathLength).contains(target.utf8.count) else { throw LayerError.Problem.symlinkTarget }
            return .symlink(target: target)
        default: throw LayerError.Problem.unknownKind
        }
    }

    private static func text(_ name: UnsafePointer<CChar>) throws -> String {
        guard let text = String(validatingCString: name) else { throw LayerError.Problem.unreadable("it is not UTF-8") }
        return text
    }
}

extension FileAttributes {
    init(_ raw: OpaquePointer) {
        self.init(
            mode: archive_entry_perm(raw) & 0o7777, uid: UInt32(truncatingIfNeeded: archive_entry_uid(raw)),
            gid: UInt32(truncatingIfNeeded: archive_entry_gid(raw)), seconds: archive_entry_mtime(raw),
            nanoseconds: archive_entry_mtime_nsec(raw), extended: Self.extended(of: raw))
    }

    private static func extended(of raw: OpaquePointer) -> [Extended] {
        var all: [Extended] = []
        archive_entry_xattr_reset(raw)
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var size = 0
        while archive_entry_xattr_next(raw, &name, &value, &size) == ARCHIVE_OK {
            guard let name else { continue }
            let bytes = [UInt8](UnsafeRawBufferPointer(start: value, count: size))
            all.append(Extended(name: String(cString: name), value: bytes))
        }
        return all
    }
}
