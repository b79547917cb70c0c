import Glibc

@testable import Runtime

/// Waits until something holds of a file, looking each time that it's written to.
struct LineWatch {
    private let events: OpenDescriptor

    init(file: String) throws {
        events = OpenDescriptor(try checkErrno(inotify_init1(O_CLOEXEC), "watch", file))
        try checkErrno(inotify_add_watch(events.number, file, UInt32(IN_MODIFY)), "watch", file)
    }

    func wait(_ holds: () throws -> Bool) async throws {
        while try !holds() {
            guard try await awaitReadable(events, within: .seconds(60)) else { throw NeverHeld() }
            _ = try events.readSome()
        }
    }

    struct NeverHeld: Error {}
}
