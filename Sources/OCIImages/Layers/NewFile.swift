import Files
import Glibc

/// A file that is to be made in a folder of a snapshot, under a name that is free.
struct NewFile: Sendable {
    let folder: FolderHandle
    let name: String
    let attributes: FileAttributes

    /// Makes the file with all its bytes.
    ///
    /// - Throws: ``FileError``.
    func write(_ bytes: [UInt8]) throws {
        try write(size: Int64(bytes.count)) { descriptor in
            try bytes.withUnsafeBytes { try writeAll($0, to: descriptor, at: 0, place) }
        }
    }

    /// Makes a file of a size, and lets the body write where there are not only zeros.
    ///
    /// - Throws: ``FileError``, and what the body throws.
    func write(size: Int64, _ body: (Int32) throws -> Void) throws {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = openat(folder.descriptor, name, flags, 0o600)
        guard file >= 0 else {
            // A name that is taken without having been seen can only be a folder that was made to hold others.
            guard errno != EEXIST else { throw LayerError.Problem.replacesFolder }
            throw FileError("make", place)
        }
        defer { close(file) }
        try body(file)
        var end = stat()
        try check("read", place) { fstat(file, &end) }
        if end.st_size < size { try check("write", place) { ftruncate(file, off_t(size)) } }
        try attributes.apply(to: file, place)
    }

    private var place: String { folder.place(of: name) }
}
