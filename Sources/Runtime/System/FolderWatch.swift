import Glibc

/// A watch on a folder for files that appear in it whole, or go.
struct FolderWatch {
    private let events: OpenDescriptor

    init(_ folder: String) throws(RuntimeError) {
        events = OpenDescriptor(try checkErrno(inotify_init1(Int32(IN_CLOEXEC_FLAG)), "watch", folder))
        let changes = UInt32(IN_MOVED_TO) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_DELETE)
        try checkErrno(inotify_add_watch(events.number, folder, changes), "watch", folder)
    }

    /// Waits until a value can be had, looking each time that a file appears or goes; nil if the time was up first.
    func first<Value>(within limit: Duration, _ look: () -> Value?) async throws -> Value? {
        let deadline = ContinuousClock.now + limit
        while true {
            if let value = look() { return value }
            guard try await awaitReadable(events, within: deadline - .now) else { return look() }
            _ = try events.readSome()
        }
    }
}

/// `IN_CLOEXEC`, which the C library defines as an enumeration's case.
private let IN_CLOEXEC_FLAG = O_CLOEXEC
