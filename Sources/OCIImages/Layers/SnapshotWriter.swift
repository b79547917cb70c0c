import CLinux
import Files
import Glibc
import OCI

/// Writes one layer's entries into a folder, in the form that overlayfs joins with others: a hidden entry becomes a
/// character device 0:0, a folder that hides what lies below it gets the attribute `trusted.overlay.opaque`.
///
/// Files are made by several threads while the entries are read. What order matters for is done at once: folders,
/// links, and whatever meets a path that was there before. Folders get their modes and times at the very end, when
/// nothing is written into them any more. Every path is looked up below the snapshot without following links.
final class SnapshotWriter {
    /// Up to this size a file's bytes are handed to another thread; larger ones are written as they are read.
    static let inlineSize: Int64 = 256 << 10

    private let root: FolderHandle
    private let pool: WriterPool
    private var parent: FolderHandle
    /// Hashes of the paths that have been written or are about to be. Two paths of one hash cost a wait, no more.
    private var seen: Set<Int> = []
    private var folders: [LayerPath: FileAttributes] = [:]

    /// Begins to write into an empty folder.
    ///
    /// - Throws: ``FileError``.
    init(path: String, threads: Int) throws {
        let descriptor = try check("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        root = FolderHandle(descriptor: descriptor, path: .root)
        parent = root
        pool = WriterPool(width: threads)
        folders[.root] = FileAttributes()
    }

    deinit { settle() }

    /// Waits until no thread writes any more, whatever became of what they wrote.
    func settle() { pool.settle() }

    /// Writes an entry; a file's bytes come from the reader, which stands at it, unless they were read already.
    ///
    /// - Throws: a ``LayerError/Problem``, ``FileError``, and what the reader throws.
    func write(_ entry: LayerEntry, from reader: LayerReader, bytes: [UInt8]? = nil) throws {
        switch entry.kind {
        case .folder: try writeFolder(entry)
        case .file(let size): try writeFile(entry, size: size, from: reader, bytes)
        case .symlink(let target): try writeSymlink(entry, target)
        case .hardLink(let target): try writeHardLink(entry, target)
        case .pipe: try writePipe(entry)
        case .whiteout: try writeWhiteout(entry.path)
        case .opaque: try makeOpaque(entry.path)
        }
    }

    /// Waits for the files and gives the folders their attributes, the innermost first.
    ///
    /// - Throws: ``FileError``.
    func finish() throws {
        try pool.drain()
        for (path, attributes) in folders.sorted(by: { $0.key.text > $1.key.text }) {
            // What was a folder may have been replaced since.
            guard let folder = try? root.folder(path) else { continue }
            try attributes.apply(to: folder.descriptor, path.description)
        }
    }

    private func writeFolder(_ entry: LayerEntry) throws {
        folders[entry.path] = entry.attributes
        guard !entry.path.isRoot else { return }
        let folder = try folder(holding: entry.path)
        let name = entry.path.name
        if mkdirat(folder.descriptor, name, 0o700) == 0 {
            seen.insert(entry.path.text.hashValue)
            return
        }
        guard errno == EEXIST else { throw FileError("make", entry.path.text) }
        try pool.drain()
        guard let found = try folder.status(of: name), !found.isFolder else { return }
        try check("replace", entry.path.text) { unlinkat(folder.descriptor, name, 0) }
        try check("make", entry.path.text) { mkdirat(folder.descriptor, name, 0o700) }
        if found.isWhiteout { try makeOpaque(entry.path) }
    }

    private func writeFile(_ entry: LayerEntry, size: Int64, from reader: LayerReader, _ bytes: [UInt8]?) throws {
        let folder = try makeRoom(for: entry.path)
        let file = NewFile(folder: folder, name: entry.path.name, attributes: entry.attributes)
        guard bytes == nil, size > Self.inlineSize else {
            let bytes = try bytes ?? reader.bytes(size: size)
            return try pool.submit { try file.write(bytes) }
        }
        try file.write(size: size) { descriptor in
            try reader.blocks { offset, block in
                try writeAll(block, to: descriptor, at: offset, entry.path.text)
            }
        }
    }

    private func writeSymlink(_ entry: LayerEntry, _ target: String) throws {
        let folder = try makeRoom(for: entry.path)
        try check("make", entry.path.text) { symlinkat(target, folder.descriptor, entry.path.name) }
        try entry.attributes.apply(toName: entry.path.name, in: folder, isLink: true)
    }

    private func writePipe(_ entry: LayerEntry) throws {
        let folder = try makeRoom(for: entry.path)
        try check("make", entry.path.text) { mkfifoat(folder.descriptor, entry.path.name, 0o600) }
        try entry.attributes.apply(toName: entry.path.name, in: folder, isLink: false)
    }

    private func writeHardLink(_ entry: LayerEntry, _ target: LayerPath) throws {
        try pool.drain()
        let problem = LayerError.Problem.linkTarget(target.text)
        guard let source = try? root.folder(target.parent), let found = try source.status(of: target.name),
            !found.isFolder, !found.isWhiteout
        else { throw problem }
        guard target != entry.path else { return }
        let folder = try makeRoom(for: entry.path)
        try check("link", entry.path.text) {
            linkat(source.descriptor, target.name, folder.descriptor, entry.path.name, 0)
        }
    }

    private func writeWhiteout(_ path: LayerPath) throws {
        let folder = try folder(holding: path)
        if !seen.insert(path.text.hashValue).inserted { try pool.drain() }
        if let found = try folder.status(of: path.name) {
            // The layer has an entry of its own there, which hides the lower one; of a folder all is to be hidden.
            if found.isFolder { try makeOpaque(path) }
            return
        }
        try check("hide", path.text) { mknodat(folder.descriptor, path.name, S_IFCHR, 0) }
    }

    private func makeOpaque(_ path: LayerPath) throws {
        let folder = try folder(path)
        try check("make opaque", path.description) {
            fsetxattr(folder.descriptor, "trusted.overlay.opaque", "y", 1, 0)
        }
    }

    /// Makes sure that nothing is where an entry is to be written, and opens the folder that holds it.
    private func makeRoom(for path: LayerPath) throws -> FolderHandle {
        let folder = try folder(holding: path)
        guard !seen.insert(path.text.hashValue).inserted else { return folder }
        try pool.drain()
        guard let found = try folder.status(of: path.name) else { return folder }
        if unlinkat(folder.descriptor, path.name, found.isFolder ? AT_REMOVEDIR : 0) != 0 {
            guard errno != ENOTEMPTY, errno != EEXIST else { throw LayerError.Problem.replacesFolder }
            throw FileError("replace", path.text)
        }
        folders[path] = nil
        return folder
    }

    private func folder(holding path: LayerPath) throws -> FolderHandle {
        let holder = path.parent
        guard holder != parent.path else { return parent }
        parent = try folder(holder)
        return parent
    }

    /// Opens a folder, and makes those that the layer leaves out.
    private func folder(_ path: LayerPath) throws -> FolderHandle {
        try openExisting(path) ?? makeFolders(path)
    }

    private func makeFolders(_ path: LayerPath) throws -> FolderHandle {
        try pool.drain()
        for ancestor in path.ancestors + [path] {
            guard let holder = try openExisting(ancestor.parent) else { throw FileError("open", ancestor.text) }
            guard mkdirat(holder.descriptor, ancestor.name, 0o755) != 0 else {
                seen.insert(ancestor.text.hashValue)
                folders[ancestor] = FileAttributes()
                continue
            }
            guard errno == EEXIST else { throw FileError("make", ancestor.text) }
            guard try holder.status(of: ancestor.name)?.isWhiteout == true else { continue }
            // A whiteout, and then an entry below what it hides: a folder that hides all of the lower one.
            try check("replace", ancestor.text) { unlinkat(holder.descriptor, ancestor.name, 0) }
            try check("make", ancestor.text) { mkdirat(holder.descriptor, ancestor.name, 0o755) }
            folders[ancestor] = FileAttributes()
            try makeOpaque(ancestor)
        }
        guard let folder = try openExisting(path) else { throw FileError("open", path.text) }
        return folder
    }

    /// Opens a folder; nil if there is nothing of that name.
    private func openExisting(_ path: LayerPath) throws -> FolderHandle? {
        do throws(FileError) {
            return try root.folder(path)
        } catch {
            switch error.code {
            case ENOENT: return nil
            case ELOOP: throw LayerError.Problem.throughSymlink(path.text)
            case ENOTDIR: throw LayerError.Problem.belowFile
            default: throw error
            }
        }
    }
}
