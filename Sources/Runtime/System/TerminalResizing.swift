import CLinux
import Dispatch
import Glibc

/// Tells conmon the size of this process's terminal, now and whenever it changes.
struct TerminalResizing {
    private let source: any DispatchSourceSignal

    /// - Parameter control: conmon's control FIFO, which takes `1 ROWS COLUMNS` lines.
    init?(control: String) {
        // Open for reading too, the pipe always has a reader, and writing raises no signal if the monitor is dead.
        guard isatty(0) == 1, let pipe = try? OpenDescriptor(path: control, O_RDWR | O_NONBLOCK) else { return nil }
        source = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .global())
        source.setEventHandler { Self.tell(pipe) }
        source.activate()
        Self.tell(pipe)
    }

    func end() {
        source.cancel()
    }

    private static func tell(_ pipe: OpenDescriptor) {
        var rows: UInt16 = 0
        var columns: UInt16 = 0
        guard clinux_terminal_size(0, &rows, &columns) == 0 else { return }
        // A monitor that's gone needs no size.
        try? pipe.writeAll("1 \(rows) \(columns)\n".utf8, path: "conmon's control pipe")
    }
}
