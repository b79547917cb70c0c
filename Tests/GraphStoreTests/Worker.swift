import Foundation
import Processes

/// The program that uses a store in a process of its own; it is built beside the tests.
enum Worker {
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("GraphStoreWorker").path

    /// Runs a worker to its end and returns the revisions that it printed.
    static func run(_ work: String, _ store: String, _ number: Int) async throws -> [Int64] {
        try await Command(path, [work, store, String(number)]).output().split(separator: "\n").compactMap { Int64($0) }
    }

    /// Starts a worker that writes, kills it some time after it was acknowledged `acknowledgements` times, and returns
    /// the last revision that it printed.
    static func writeAndKill(_ store: String, after acknowledgements: Int, delay microseconds: UInt32) throws -> Int64?
    {
        let worker = Process()
        worker.executableURL = URL(fileURLWithPath: path)
        worker.arguments = ["write", store, "1000000"]
        let pipe = Pipe()
        worker.standardOutput = pipe
        try worker.run()
        var output = Data()
        while output.split(separator: UInt8(ascii: "\n")).count < acknowledgements, worker.isRunning {
            output += pipe.fileHandleForReading.availableData
        }
        usleep(microseconds)
        kill(worker.processIdentifier, SIGKILL)
        worker.waitUntilExit()
        output += pipe.fileHandleForReading.readDataToEndOfFile()
        // The last piece is no line unless the newline came with it.
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.dropLast().last.flatMap { Int64($0) }
    }
}
