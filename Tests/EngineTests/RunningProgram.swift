import Foundation
import Glibc
import TestMachine

/// The program while it runs, with what it has printed so far.
struct RunningProgram {
    private let process = Process()
    private let folder: String
    private let mark = UUID().uuidString

    init(_ words: [String], program: String = BuiltProgram.path, in place: Place) throws {
        folder = place.folder
        let all = place.inside + [program] + words
        process.executableURL = URL(fileURLWithPath: all[0])
        process.arguments = Array(all.dropFirst())
        process.environment = ProcessInfo.processInfo.environment.merging(place.environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.file(outputPath)
        process.standardError = try Self.file(errorPath)
        try process.run()
    }

    var output: String { (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? "" }
    var errors: String { (try? String(contentsOfFile: errorPath, encoding: .utf8)) ?? "" }
    var isRunning: Bool { process.isRunning }

    /// Types Ctrl-C.
    func interrupt() { process.interrupt() }

    /// Ends it at once.
    func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }

    /// Waits for its end and returns its exit status.
    func status() async throws -> Int32 {
        try await EngineTests.until("the program has ended") { !process.isRunning }
        return process.terminationStatus
    }

    private var outputPath: String { "\(folder)/\(mark).out" }
    private var errorPath: String { "\(folder)/\(mark).err" }

    private static func file(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }
}

extension Place {
    /// Starts the program and goes on.
    func begin(_ words: String...) throws -> RunningProgram { try RunningProgram(words, in: self) }
}
