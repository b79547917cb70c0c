import CArchive
import Foundation

/// The files of a tar archive, plain or compressed.
///
/// A file is found by going through the archive's headers. In a plain archive what lies between is skipped by seeking,
/// so that a read costs the file and the headers; a compressed one is decompressed up to the file each time. Nothing is
/// unpacked to disk.
struct TarFiles: NamedFiles {
    let path: String

    init(path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw ImageError.badArchive(path: path, reason: "it isn't there")
        }
        self.path = path
    }

    var place: String { path }

    func names() throws -> [String] {
        var names: [String] = []
        try eachEntry { entry, _ in
            names.append(Self.name(of: entry))
            return true
        }
        return names
    }

    func size(of name: String) throws -> Int64? {
        var size: Int64?
        _ = try find(name) { entry, _ in size = archive_entry_size(entry) }
        return size
    }

    func read(_ name: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
        try find(name) { _, archive in try stream(archive, body) }
    }

    /// Visits the entry of a name, or the one that it links to; returns false if there is none.
    ///
    /// docker save links layers that images share; the target is relative to the link's folder.
    private func find(
        _ name: String, hops: Int = 0, _ visit: (OpaquePointer, OpaquePointer) throws -> Void
    ) throws -> Bool {
        guard hops < 8 else {
            throw ImageError.badArchive(path: path, reason: "the links at \(name) lead in a circle")
        }
        var found = false
        var link: String?
        try eachEntry { entry, archive in
            guard Self.name(of: entry) == name else { return true }
            found = true
            link = archive_entry_symlink(entry).map { String(cString: $0) }
            if link == nil { try visit(entry, archive) }
            return false
        }
        guard found, let link else { return found }
        let folder = URL(fileURLWithPath: "/" + name).deletingLastPathComponent()
        let target = URL(fileURLWithPath: link, relativeTo: folder).standardizedFileURL.path
        return try find(String(target.drop { $0 == "/" }), hops: hops + 1, visit)
    }

    /// Visits the entries in their order, until the visitor returns false.
    private func eachEntry(_ visit: (OpaquePointer, OpaquePointer) throws -> Bool) throws {
        guard let archive = archive_read_new() else {
            throw ImageError.unreadable(path: path, reason: "there is no memory to read it")
        }
        defer { archive_read_free(archive) }
        archive_read_support_filter_all(archive)
        archive_read_support_format_tar(archive)
        guard archive_read_open_filename(archive, path, 1 << 18) == ARCHIVE_OK else { throw error(of: archive) }
        var entry: OpaquePointer?
        while true {
            let status = archive_read_next_header(archive, &entry)
            if status == ARCHIVE_EOF { return }
            guard status >= ARCHIVE_WARN, let entry else { throw error(of: archive) }
            guard try visit(entry, archive) else { return }
        }
    }

    private func stream(_ archive: OpaquePointer, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var start: UnsafeRawPointer?
        var count = 0
        var offset: Int64 = 0
        while true {
            let status = archive_read_data_block(archive, &start, &count, &offset)
            if status == ARCHIVE_EOF { return }
            guard status >= ARCHIVE_WARN else { throw error(of: archive) }
            try body(UnsafeRawBufferPointer(start: start, count: count))
        }
    }

    private func error(of archive: OpaquePointer) -> ImageError {
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? "libarchive gives no reason"
        return .badArchive(path: path, reason: reason)
    }

    private static func name(of entry: OpaquePointer) -> String {
        let name = archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
        return name.hasPrefix("./") ? String(name.dropFirst(2)) : name
    }
}
