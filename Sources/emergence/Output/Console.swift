import Glibc

/// Standard output or standard error.
struct Console {
    static let output = Console(descriptor: STDOUT_FILENO)
    static let error = Console(descriptor: STDERR_FILENO)

    let descriptor: Int32

    /// Whether a person looks at it.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// How it may be coloured.
    var style: Style { Style(terminal: isTerminal) }

    /// The terminal's width in cells; nil where it is none, and nothing need be cut.
    var columns: Int? {
        var size = winsize()
        guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes a text and ends its line.
    ///
    /// - Throws: ``OutputClosed`` when its reader went away.
    func print(_ text: String) throws(OutputClosed) {
        try write(text.hasSuffix("\n") ? text : text + "\n")
    }

    /// Writes a text as it is.
    ///
    /// - Throws: ``OutputClosed`` when its reader went away.
    func write(_ text: String) throws(OutputClosed) { try write(Array(text.utf8)) }

    /// Writes bytes as they are.
    ///
    /// - Throws: ``OutputClosed`` when its reader went away.
    func write(_ bytes: [UInt8]) throws(OutputClosed) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, -1)
            } else if errno != EINTR {
                throw OutputClosed()
            }
        }
    }
}

/// Nobody reads any more what is written: the end of the work, and no failure.
struct OutputClosed: Error {}
