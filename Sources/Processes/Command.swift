import Subprocess
import SystemPackage

/// A program to run to its end, with its words, its environment and what it reads.
public struct Command: Hashable, Sendable {
    /// A path, or a name to be looked up in PATH.
    public var program: String
    /// The words after the program's name.
    public var arguments: [String]
    /// Variables set over those of this process.
    public var environment: [String: String]
    /// What the program reads from its standard input.
    public var input: [UInt8]
    /// The most that is kept of each of its outputs, in bytes; more is an error.
    public var outputLimit: Int

    public init(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], input: [UInt8] = [],
        outputLimit: Int = 16 << 20
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.input = input
        self.outputLimit = outputLimit
    }

    /// How a program ended, and what it said.
    public struct Result: Hashable, Sendable {
        /// Its exit status; 128 and the signal's number if a signal ended it, as shells have it.
        public let status: Int32
        public let output: String
        public let errorOutput: String
    }

    /// Runs the program to its end, whatever its exit status.
    ///
    /// - Throws: ``CommandError/notStarted(program:reason:)`` when it can't be started.
    public func result() async throws(CommandError) -> Result {
        do {
            let record = try await Subprocess.run(
                program.contains("/") ? .path(.init(program)) : .name(program),
                arguments: Arguments(arguments),
                environment: .inherit.updating(
                    Dictionary(
                        environment.map { (Environment.Key(stringLiteral: $0), Optional($1)) },
                        uniquingKeysWith: { _, last in last })),
                input: .array(input),
                output: .string(limit: outputLimit),
                error: .string(limit: outputLimit))
            let status: Int32 =
                switch record.terminationStatus {
                case .exited(let code): code
                case .signaled(let signal): 128 + signal
                }
            return Result(
                status: status, output: record.standardOutput, errorOutput: record.standardError)
        } catch {
            throw .notStarted(program: program, reason: "\(error)")
        }
    }

    /// Runs the program to its end and returns what it wrote to its standard output.
    ///
    /// - Throws: ``CommandError/failed(program:status:message:)`` when it ends with anything but 0.
    @discardableResult
    public func output() async throws(CommandError) -> String {
        let result = try await result()
        guard result.status == 0 else {
            throw .failed(program: program, status: result.status, message: result.errorOutput)
        }
        return result.output
    }
}

/// Why a program's work wasn't done.
public enum CommandError: Error, Hashable, Sendable {
    /// It couldn't be started: not there, not executable, no memory.
    case notStarted(program: String, reason: String)
    /// It ended with a status other than 0; the message is what it wrote to its standard error.
    case failed(program: String, status: Int32, message: String)
}

extension CommandError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notStarted(let program, let reason): "\(program) can't be started: \(reason)"
        case .failed(let program, let status, let message):
            "\(program) failed with status \(status): \(message.split(separator: "\n").joined(separator: "; "))"
        }
    }
}
