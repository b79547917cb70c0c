import ArgumentParser
import ConfigurationGraph
import Engine
import Glibc

/// One run of the program: from its words to its exit status.
enum Session {
    /// Parses the words, does what they say, and tells of what went wrong.
    static func run(_ arguments: [String]) async -> Int32 {
        let work = Task {
            try await execute(try parse(arguments))
        }
        Interruption.onSignal { work.cancel() }
        do {
            try await work.value
            return ExitStatus.done.rawValue
        } catch {
            return report(error)
        }
    }

    /// Ends the program.
    static func exit(with status: Int32) -> Never {
        Glibc.exit(status)
    }

    /// The command that the words name is asked itself, which spares it the others. Who asks for help, or misspells,
    /// is answered by the root, which knows them all.
    private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        let path = CommandPath(arguments, of: Emergence.self)
        if let leaf = path.leaf, let command = try? leaf.command.parseAsRoot(leaf.words) { return command }
        do {
            return try Emergence.parseAsRoot(arguments)
        } catch {
            throw path.unknownCommand ?? Unparsed(error: error, command: path.names)
        }
    }

    private static func execute(_ command: any ParsableCommand) async throws {
        if var command = command as? any EngineCommand { return try await command.run() }
        do {
            var command = command
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch  where !(error is Failure || error is OutputClosed || error is ExitCode) {
            // The parser's own commands (help, version) print by throwing.
            throw Unparsed(error: error, command: ["emergence"])
        }
    }

    /// What the parser threw: a request for help, or a word that it doesn't understand.
    private struct Unparsed: Error {
        let error: any Error
        /// The command whose help says more, as it is called.
        let command: [String]
    }

    /// The parser's message, with the values that it lists a line each one after the other.
    private static func onOneLine(_ message: String) -> String {
        let lines = message.split(separator: "\n").map { $0.drop { " -".contains($0) } }
        guard let first = lines.first, lines.count > 1 else { return message }
        return "\(first) \(lines.dropFirst().joined(separator: ", "))"
    }

    private static func report(_ error: any Error) -> Int32 {
        switch error {
        case let unparsed as Unparsed:
            let status = Emergence.exitCode(for: unparsed.error).rawValue
            if status == 0 {
                try? Console.output.print(Emergence.fullMessage(for: unparsed.error))
            } else {
                let failure = Failure(
                    .usage, onOneLine(Emergence.message(for: unparsed.error)),
                    hint: "'\(unparsed.command.joined(separator: " ")) --help' says how it is used")
                Report(failure, style: Console.error.style).print(on: Console.error)
            }
            return status
        case is OutputClosed:
            return ExitStatus.done.rawValue
        case let code as ExitCode:
            return code.rawValue
        default:
            var failure = Failure(describing: error)
            if Interruption.wasReceived { failure = Failure(.interrupted, "interrupted") }
            Report(failure, style: Console.error.style).print(on: Console.error)
            return failure.status.rawValue
        }
    }
}
