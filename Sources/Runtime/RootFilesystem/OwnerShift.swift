import Foundation
import Glibc

/// Gives all files of a folder from one range of ids to another.
///
/// A file whose owner is in neither range keeps it; one that is in the new range already, because an earlier run was
/// cut short, is left alone.
struct OwnerShift {
    let from: UInt32
    let to: UInt32

    func apply(to path: String) throws {
        var status = stat()
        try checkErrno(lstat(path, &status), "read", path)
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in try FileManager.default.contentsOfDirectory(atPath: path) {
                try apply(to: path + "/" + name)
            }
        }
        let owner = (shifted(status.st_uid), shifted(status.st_gid))
        guard owner != (status.st_uid, status.st_gid) else { return }
        try checkErrno(lchown(path, owner.0, owner.1), "set the owner of", path)
        // Changing the owner takes set-uid and set-gid bits away.
        guard status.st_mode & (S_ISUID | S_ISGID) != 0, status.st_mode & S_IFMT != S_IFLNK else { return }
        try checkErrno(chmod(path, status.st_mode & 0o7777), "set the mode of", path)
    }

    private func shifted(_ id: UInt32) -> UInt32 {
        guard id >= from, id - from < IDMapping.length else { return id }
        return to + (id - from)
    }
}
