import CLinux
import Files
import Glibc

/// An open folder of a snapshot, below which names are looked up; closed when nobody needs it any more.
final class FolderHandle: Sendable {
    let descriptor: Int32
    /// The folder's path in the snapshot.
    let path: LayerPath

    init(descriptor: Int32, path: LayerPath) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Opens a folder below this one without passing any symbolic link.
    ///
    /// - Throws: ``FileError``; its code is `ELOOP` where there is a link, `ENOTDIR` below what is no folder.
    func folder(_ below: LayerPath) throws(FileError) -> FolderHandle {
        let flags = O_RDONLY | O_DIRECTORY
        let result = clinux_open_beneath(descriptor, below.isRoot ? "." : below.text, flags)
        guard result >= 0 else { throw FileError("open", below.description, code: -result) }
        return FolderHandle(descriptor: result, path: below)
    }

    /// What is there under a name, itself and not what it may link to; nil if there is nothing.
    func status(of name: String) throws(FileError) -> stat? {
        var found = stat()
        if fstatat(descriptor, name, &found, AT_SYMLINK_NOFOLLOW) == 0 { return found }
        guard errno == ENOENT else { throw FileError("read", place(of: name)) }
        return nil
    }

    /// A name's path in the snapshot, for errors.
    func place(of name: String) -> String { path.isRoot ? name : path.text + "/" + name }
}

extension stat {
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
    /// What overlayfs takes for a whiteout: a character device of number 0:0.
    var isWhiteout: Bool { st_mode & S_IFMT == S_IFCHR && st_rdev == 0 }
}
