import CLinux
import Foundation
import Glibc

/// A copy of a folder with everything in it: kinds, modes, times, extended attributes and hard links as they are,
/// owners mapped.
///
/// overlayfs's own marks, device nodes 0:0 for what is deleted and `trusted.overlay.*` attributes, are copied like
/// all else, so a layer's copy is a layer.
struct TreeCopy {
    /// How owners change.
    var mapping: IDMapping

    /// A file on the source's side, to find its other hard links.
    private struct FileID: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    /// Copies the folder to a path; a folder that's there is filled and gets the source's owner and mode.
    func copy(_ source: String, to target: String) throws {
        var links: [FileID: String] = [:]
        try copyFolder(source, to: target, links: &links)
    }

    private func copyFolder(_ source: String, to target: String, links: inout [FileID: String]) throws {
        try makeFolder(target, 0o700)
        for name in try FileManager.default.contentsOfDirectory(atPath: source) {
            let from = source + "/" + name
            let to = target + "/" + name
            var status = stat()
            try checkErrno(lstat(from, &status), "read", from)
            if status.st_mode & S_IFMT == S_IFDIR {
                try copyFolder(from, to: to, links: &links)
            } else {
                try copyFile(from, to: to, status, links: &links)
            }
        }
        var status = stat()
        try checkErrno(lstat(source, &status), "read", source)
        try copyAttributes(source, to: target, status)
    }

    private func copyFile(
        _ source: String, to target: String, _ status: stat, links: inout [FileID: String]
    ) throws {
        let id = FileID(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        if status.st_nlink > 1, let first = links[id] {
            try checkErrno(link(first, target), "link", target)
            return
        }
        links[id] = status.st_nlink > 1 ? target : nil
        switch status.st_mode & S_IFMT {
        case S_IFREG: try copyContent(source, to: target)
        case S_IFLNK:
            let destination = try FileManager.default.destinationOfSymbolicLink(atPath: source)
            try checkErrno(symlink(destination, target), "create", target)
        default:
            let answer = clinux_make_node(AT_FDCWD, target, status.st_mode, UInt64(status.st_rdev))
            try check(answer, "create", target)
        }
        try copyAttributes(source, to: target, status)
    }

    private func copyContent(_ source: String, to target: String) throws(RuntimeError) {
        let from = try OpenDescriptor(path: source, O_RDONLY | O_NOFOLLOW)
        let to = try OpenDescriptor(path: target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        while true {
            let count = clinux_copy_range(from.number, to.number, 1 << 30)
            if try check(count, "copy", source) == 0 { return }
        }
    }

    /// The owner comes first, as changing it takes set-uid bits and capabilities away; the times come last.
    private func copyAttributes(_ source: String, to target: String, _ status: stat) throws(RuntimeError) {
        let owner = (mapping.onHost(status.st_uid), mapping.onHost(status.st_gid))
        try checkErrno(lchown(target, owner.0, owner.1), "set the owner of", target)
        if status.st_mode & S_IFMT != S_IFLNK {
            try checkErrno(chmod(target, status.st_mode & 0o7777), "set the mode of", target)
        }
        try ExtendedAttributes.copy(from: source, to: target)
        let times = [status.st_atim, status.st_mtim]
        try checkErrno(utimensat(AT_FDCWD, target, times, AT_SYMLINK_NOFOLLOW), "set the times of", target)
    }
}
