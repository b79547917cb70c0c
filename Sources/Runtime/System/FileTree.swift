import Foundation
import Glibc

/// Folders with what is in them.
enum FileTree {
    /// Whether anything is at a path, be it only a broken symbolic link.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Whether a folder, and no symbolic link to one, is at a path.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Removes a file or a folder with everything in it, never through a symbolic link; nothing there is no error.
    static func remove(_ path: String) throws(RuntimeError) {
        guard exists(path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw .system(operation: "remove", path: path, code: errno)
        }
    }

    /// Does something for each name in a folder; a folder that isn't there has none.
    static func forEachName(in folder: String, _ body: (String) throws(RuntimeError) -> Void) throws(RuntimeError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
        for name in names { try body(name) }
    }
}
