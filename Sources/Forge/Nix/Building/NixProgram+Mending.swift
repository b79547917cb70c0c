import CLinux
import Glibc

extension NixProgram {
    /// Has Nix make a store again that it was ended in the middle of making.
    ///
    /// Its last step is a file with the version of the store's form. Where that was made and not written, Nix takes the
    /// store for damaged; where it isn't there, for new, and makes what is lacking. Each Nix at work shares a lock, so it is
    /// seen whether there is one that is about to write the file.
    static func mend(storeBelow root: String) {
        let folder = "\(root)/nix/var/nix/db"
        let version = "\(folder)/schema"
        guard isEmptyFile(version) else { return }
        let lock = open("\(folder)/big-lock", O_RDWR | O_CLOEXEC)
        guard lock >= 0 else { return }
        defer { close(lock) }
        guard clinux_lock_file(lock, false) == 0, isEmptyFile(version) else { return }
        unlink(version)
    }

    private static func isEmptyFile(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
    }
}
