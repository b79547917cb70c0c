import CArchive
import CLinux
import Glibc
import OCI

/// Makes a layer's files below one folder by libarchive's disk writer, never through a symbolic link.
final class DiskWriter {
    private let folder: String
    private let archive: OpaquePointer

    init(folder: String) throws {
        // libarchive refuses every link on the way, those that lead to the state directory included.
        guard let real = realpath(folder, nil) else { throw FileError("open", folder) }
        defer { free(real) }
        self.folder = String(cString: real)
        guard let archive = archive_write_disk_new() else { throw FileError("write", folder, code: ENOMEM) }
        self.archive = archive
        let flags =
            ARCHIVE_EXTRACT_OWNER | ARCHIVE_EXTRACT_PERM | ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_XATTR
            | ARCHIVE_EXTRACT_UNLINK | ARCHIVE_EXTRACT_SECURE_NODOTDOT | ARCHIVE_EXTRACT_SECURE_SYMLINKS
        archive_write_disk_set_options(archive, flags)
    }

    deinit { archive_write_free(archive) }

    /// Writes an entry with its content.
    ///
    /// - Throws: ``LayerError/Problem`` when its place or its target is none, ``FileError`` when the system refuses.
    func write(_ entry: OpaquePointer, at path: LayerPath, from source: LayerArchive, linked: Set<LayerPath>) throws {
        if let link = archive_entry_hardlink(entry) {
            let text = String(cString: link)
            let target = try? LayerPath(parsing: text)
            guard let target, linked.contains(target) else { throw LayerError.Problem.linkTarget(text) }
            archive_entry_set_hardlink(entry, "\(folder)/\(target.text)")
        }
        archive_entry_set_pathname(entry, path.isRoot ? folder : "\(folder)/\(path.text)")
        try checkParents(of: path)
        guard archive_write_header(archive, entry) >= ARCHIVE_WARN else { throw failure(at: path) }
        if archive_entry_hardlink(entry) == nil, archive_entry_size(entry) > 0 { try copy(from: source, at: path) }
        guard archive_write_finish_entry(archive) >= ARCHIVE_WARN else { throw failure(at: path) }
    }

    /// Hides what the layers below have at a path.
    func hide(_ path: LayerPath) throws {
        try makeParents(of: path)
        let place = "\(folder)/\(path.text)"
        guard mknod(place, S_IFCHR, 0) == 0 || errno == EEXIST else { throw FileError("make", place) }
    }

    /// Hides all that the layers below have in a folder.
    func markOpaque(_ path: LayerPath) throws {
        let place = path.isRoot ? folder : "\(folder)/\(path.text)"
        if !path.isRoot {
            try makeParents(of: path)
            guard mkdir(place, 0o755) == 0 || errno == EEXIST else { throw FileError("make", place) }
        }
        guard clinux_set_attribute(place, "trusted.overlay.opaque", "y", 1) == 0 else {
            throw FileError("set an attribute of", place)
        }
    }

    /// Sets the times and modes of folders, which wait until all is in them.
    func close() throws {
        guard archive_write_close(archive) >= ARCHIVE_WARN else { throw failure(at: .root) }
    }

    private func copy(from source: LayerArchive, at path: LayerPath) throws {
        var start: UnsafeRawPointer?
        var count = 0
        var offset: Int64 = 0
        while true {
            let status = archive_read_data_block(source.archive, &start, &count, &offset)
            if status == ARCHIVE_EOF { return }
            guard status >= ARCHIVE_WARN else { throw source.failure() }
            guard archive_write_data_block(archive, start, count, offset) >= ARCHIVE_WARN else {
                throw failure(at: path)
            }
        }
    }

    private func makeParents(of path: LayerPath) throws {
        try checkParents(of: path)
        for ancestor in path.ancestors {
            let place = "\(folder)/\(ancestor.text)"
            guard mkdir(place, 0o755) == 0 || errno == EEXIST else { throw FileError("make", place) }
        }
    }

    private func checkParents(of path: LayerPath) throws {
        for ancestor in path.ancestors {
            var status = stat()
            guard lstat("\(folder)/\(ancestor.text)", &status) == 0 else { return }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: continue
            case S_IFLNK: throw LayerError.Problem.throughSymlink(ancestor.text)
            default: throw LayerError.Problem.belowFile
            }
        }
    }

    private func failure(at path: LayerPath) -> any Error {
        let code = archive_errno(archive)
        return FileError("write", "\(path)", code: code > 0 ? code : EIO)
    }
}
