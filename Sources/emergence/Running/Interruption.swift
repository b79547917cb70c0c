import Dispatch
import Engine
import Glibc
import Synchronization

/// Makes of the signals that ask the program to end the cancellation of its work.
///
/// The first signal asks: what is half done is undone, and the program ends. The second ends it at once. Signals are
/// handled, neither ignored nor blocked: programs that are started from here would inherit that, containers too.
enum Interruption {
    /// Whether the program was asked to end.
    static var wasReceived: Bool { received.load(ordering: .relaxed) > 0 }

    /// Calls the closure once when the first signal comes.
    static func onSignal(_ interrupt: @escaping @Sendable () -> Void) {
        let source = DispatchSource.makeReadSource(fileDescriptor: wakeUp.reading)
        source.setEventHandler {
            source.cancel()
            interrupt()
        }
        source.activate()
        for signal in [SIGINT, SIGTERM, SIGHUP] { install(handle, for: signal) }
        // A reader that went away is seen by the write that fails (`emergence get | head`).
        install({ _ in }, for: SIGPIPE)
    }

    private static func install(_ handler: @escaping @convention(c) (Int32) -> Void, for signal: Int32) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        action.sa_flags = SA_RESTART
        sigaction(signal, &action, nil)
    }
}

private let received = Atomic<Int>(0)

/// The pipe by which a signal's handler, which may do next to nothing, wakes up who may.
private let wakeUp: (reading: Int32, writing: Int32) = {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
}()

private func handle(_ signal: Int32) {
    let before = received.add(1, ordering: .relaxed).oldValue
    guard before == 0 else { _exit(ExitStatus.interrupted.rawValue) }
    var byte: UInt8 = 0
    write(wakeUp.writing, &byte, 1)
}
