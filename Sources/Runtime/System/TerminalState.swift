import Glibc

/// How a terminal was set, to set it back.
struct TerminalState: Sendable {
    private let descriptor: Int32
    private let settings: termios

    /// Remembers how a descriptor's terminal is set; nil if it's none.
    init?(of descriptor: Int32) {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { return nil }
        self.descriptor = descriptor
        self.settings = settings
    }

    /// Lets every key through as it is, to who reads the terminal.
    func makeRaw() {
        var raw = settings
        cfmakeraw(&raw)
        tcsetattr(descriptor, TCSANOW, &raw)
    }

    /// Sets the terminal back.
    func restore() {
        var settings = settings
        tcsetattr(descriptor, TCSADRAIN, &settings)
    }
}
