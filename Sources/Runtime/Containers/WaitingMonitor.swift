import Glibc
import Synchronization

/// A conmon that waits for a word before it does anything; one that nobody lets go is killed.
final class WaitingMonitor: Sendable {
    private let child: ChildProcess
    /// Both ends of its start pipe: as long as one of ours can read, writing to it raises no signal if conmon is dead.
    private let go: (read: OpenDescriptor, write: OpenDescriptor)
    private let answer: ConmonAnswer
    private let released = Mutex(false)

    init(child: ChildProcess, go: (read: OpenDescriptor, write: OpenDescriptor), answer: ConmonAnswer) {
        self.child = child
        self.go = go
        self.answer = answer
    }

    deinit {
        guard !released.withLock(\.self) else { return }
        kill(child.pid, SIGKILL)
        _ = try? child.wait()
    }

    /// Says the word. The process forks the monitor proper and ends.
    ///
    /// - Returns: what brings conmon's answer.
    func release() throws -> ConmonAnswer {
        try go.write.writeAll([0], path: "conmon's start pipe")
        released.withLock { $0 = true }
        _ = try child.wait()
        return answer
    }
}
