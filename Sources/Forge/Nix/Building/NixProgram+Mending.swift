import CLinux
import Foundation
import Glibc
import Processes

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

    /// Has Nix make a store that isn't there yet, one at a time: two of it that begin at once trip over each other's links.
    ///
    /// - Throws: `CancellationError`. What else is wrong, whoever uses the store is told.
    func makeStore() async throws {
        let version = "\(root)/nix/var/nix/db/schema"
        guard !root.isEmpty, access(version, F_OK) != 0 else { return }
        try? FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        defer { close(folder) }
        while flock(folder, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK else { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        guard access(version, F_OK) != 0 else { return }
        _ = try? await command("nix-store", ["--init"], timeout: .seconds(120)).result()
        try Task.checkCancellation()
    }

    private static func isEmptyFile(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
    }
}
