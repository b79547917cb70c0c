import CLinux
import Glibc

/// A signal by its name, with or without `SIG`, or by its number.
struct Signal: Hashable, Sendable {
    let number: Int32

    static let kill = Signal(number: SIGKILL)

    private init(number: Int32) {
        self.number = number
    }

    /// Reads `SIGTERM`, `term`, `15`, `SIGRTMIN+3` or `RTMAX-1`.
    ///
    /// - Throws: ``RuntimeError/invalidSignal(_:)``
    init(_ text: String) throws(RuntimeError) {
        let upper = text.uppercased()
        let name = upper.hasPrefix("SIG") ? String(upper.dropFirst(3)) : upper
        let found = Int32(upper) ?? Self.numbers[name] ?? Self.realTime(name)
        guard let found, (1...clinux_last_realtime_signal()).contains(found) else { throw .invalidSignal(text) }
        number = found
    }

    private static func realTime(_ name: String) -> Int32? {
        if name == "RTMIN" { return clinux_first_realtime_signal() }
        if name == "RTMAX" { return clinux_last_realtime_signal() }
        if name.hasPrefix("RTMIN+"), let offset = Int32(name.dropFirst(6)), (0...30).contains(offset) {
            return clinux_first_realtime_signal() + offset
        }
        if name.hasPrefix("RTMAX-"), let offset = Int32(name.dropFirst(6)), (0...30).contains(offset) {
            return clinux_last_realtime_signal() - offset
        }
        return nil
    }

    private static let numbers: [String: Int32] = [
        "HUP": SIGHUP, "INT": SIGINT, "QUIT": SIGQUIT, "ILL": SIGILL, "TRAP": SIGTRAP, "ABRT": SIGABRT,
        "BUS": SIGBUS, "FPE": SIGFPE, "KILL": SIGKILL, "USR1": SIGUSR1, "SEGV": SIGSEGV, "USR2": SIGUSR2,
        "PIPE": SIGPIPE, "ALRM": SIGALRM, "TERM": SIGTERM, "STKFLT": SIGSTKFLT, "CHLD": SIGCHLD, "CONT": SIGCONT,
        "STOP": SIGSTOP, "TSTP": SIGTSTP, "TTIN": SIGTTIN, "TTOU": SIGTTOU, "URG": SIGURG, "XCPU": SIGXCPU,
        "XFSZ": SIGXFSZ, "VTALRM": SIGVTALRM, "PROF": SIGPROF, "WINCH": SIGWINCH, "IO": SIGIO, "PWR": SIGPWR,
        "SYS": SIGSYS,
    ]
}
