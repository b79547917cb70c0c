import Files
import Foundation
import Glibc

/// Documents of bounded length, read and written whole.
enum SmallFile {
    /// How long a document may be, in bytes; what is longer is read up to there and one byte more.
    static let limit = 4 << 20

    /// A file's bytes; nil if there is no such file.
    ///
    /// - Throws: ``FileError``.
    static func read(_ path: String) throws(FileError) -> [UInt8]? {
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileError("open", path)
        }
        let file = Descriptor(number)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count <= limit {
            let count = try check("read", path) { Glibc.read(file.number, &buffer, buffer.count) }
            guard count > 0 else { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        return bytes
    }

    /// Writes a file under another name and renames it, so that it is there whole or not at all.
    ///
    /// - Throws: ``FileError``.
    static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let file = try UnfinishedFile(in: folder(of: path), for: path)
        defer { file.end() }
        var failure: FileError?
        bytes.withUnsafeBytes { bytes in
            do throws(FileError) { try file.append(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        try file.finish(as: path)
    }

    /// Makes a folder and those above it, where they aren't there.
    ///
    /// - Throws: ``FileError``.
    static func makeFolder(_ path: String) throws(FileError) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, path.contains("/"), path != "/" else { throw FileError("make", path) }
        try makeFolder((path as NSString).deletingLastPathComponent)
        if mkdir(path, 0o755) != 0, errno != EEXIST { throw FileError("make", path) }
    }

    /// The folder that a file is in.
    static func folder(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }
}
