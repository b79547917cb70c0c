import Glibc
import Processes

/// Keeps apart whoever changes the host's bridges and chains, over all processes and state directories.
///
/// It locks the folder of the plugins itself: all networks of a host share that, and no file need be left anywhere.
enum HostLock {
    /// Runs the work while no one else holds the lock of that folder.
    ///
    /// Waiting is done by asking again, not in flock(2): a blocked thread could be the one that the holder needs
    /// to go on.
    ///
    /// Waiting ends when the task is cancelled; the work itself is always done to its end, as a plugin that is killed
    /// leaves half of what it makes.
    ///
    /// - Throws: what the work throws; ``RelayError/system(action:reason:)`` if the folder can't be opened.
    static func whileHeld<Result: Sendable>(
        _ folder: String, _ work: @escaping @Sendable () async throws(RelayError) -> Result
    ) async throws(RelayError) -> Result {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .system(action: "open \(folder)", reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw .system(action: "lock \(folder)", reason: String(cString: strerror(errno)))
            }
            do {
                try await Task.sleep(for: .milliseconds(4))
            } catch {
                throw .system(action: "wait for the lock of \(folder)", reason: "cancelled")
            }
        }
        return try await uncancelled(work)
    }
}
