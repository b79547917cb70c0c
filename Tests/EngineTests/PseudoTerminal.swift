import Foundation
import Glibc
import TestMachine

/// The program on a terminal: what a person types and sees.
struct PseudoTerminal {
    private let process = Process()
    private let master: FileHandle
    private let seen: Transcript

    /// What was seen so far.
    actor Transcript {
        private(set) var text = ""

        func add(_ data: Data) { text += String(decoding: data, as: UTF8.self) }
    }

    init(_ words: [String], in place: Place) throws {
        // As posix_openpt(3) and its kin do it, which the module Glibc lacks (ioctl_tty(2): TIOCSPTLCK, TIOCGPTN).
        let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (unlocked, number): (Int32, UInt32) = (0, 0)
        guard descriptor >= 0, ioctl(descriptor, 0x4004_5431, &unlocked) == 0,
            ioctl(descriptor, 0x8004_5430, &number) == 0,
            case let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY), slave >= 0
        else { throw POSIXError(POSIXError.Code(rawValue: errno) ?? .EIO) }
        master = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        process.executableURL = URL(fileURLWithPath: BuiltProgram.path)
        process.arguments = words
        process.environment = ProcessInfo.processInfo.environment.merging(place.environment) { $1 }
        process.standardInput = terminal
        process.standardOutput = terminal
        process.standardError = terminal
        let seen = Transcript()
        self.seen = seen
        master.readabilityHandler = { handle in
            let data = handle.availableData
            Task { await seen.add(data) }
        }
        resize(rows: 24, columns: 80)
        try process.run()
    }

    /// Types on the keyboard.
    func type(_ text: String) throws { try master.write(contentsOf: Data(text.utf8)) }

    /// Changes the window's size, of which a terminal's driver tells its foreground process.
    func resize(rows: UInt16, columns: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master.fileDescriptor, UInt(TIOCSWINSZ), &size)
        if process.isRunning { Glibc.kill(process.processIdentifier, SIGWINCH) }
    }

    /// Waits until a text is seen.
    func see(_ text: String) async throws {
        try await EngineTests.until("'\(text)' is seen") { await seen.text.contains(text) }
    }

    /// Waits for the program's end and returns its exit status.
    func status() async throws -> Int32 {
        try await EngineTests.until("the program has ended") { !process.isRunning }
        master.readabilityHandler = nil
        return process.terminationStatus
    }
}
