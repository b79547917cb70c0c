import CLinux
import Files
import Glibc
import OCIImages

/// Keeps the garbage collector away while a command writes what the graph doesn't name yet, and keeps commands away
/// while it collects. The kernel gives a lease back when its process ends, however it ends.
///
/// A lock on one file (flock(2)): shared by those that write, exclusive to the one that removes.
struct Lease: ~Copyable {
    private let file: Int32

    private init(file: Int32) { self.file = file }

    deinit { close(file) }

    /// Takes a lease, and waits for it as long as needed.
    ///
    /// - Throws: ``FileError``, `CancellationError`.
    static func take(_ folders: StateFolders, exclusive: Bool) async throws -> Lease {
        while true {
            if let lease = try attempt(folders, exclusive: exclusive) { return lease }
            // A lock can't be awaited without keeping a thread from other tasks.
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Takes a lease if it is free; nil if it isn't.
    ///
    /// - Throws: ``FileError``.
    static func attempt(_ folders: StateFolders, exclusive: Bool) throws -> Lease? {
        let path = folders.leases
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileError("open", path) }
        let lease = Lease(file: file)
        let result = exclusive ? clinux_lock_file(file, false) : clinux_share_file(file)
        if result == 0 { return lease }
        guard result == -EWOULDBLOCK else { throw FileError("lock", path, code: -result) }
        return nil
    }
}
