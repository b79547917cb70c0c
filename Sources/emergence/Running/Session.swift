import ArgumentParser
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

    private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        do {
            return try Emergence.parseAsRoot(arguments)
        } catch {
            if let misspelt = UnknownCommand.first(in: arguments, of: Emergence.self) { throw misspelt.failure }
            throw Unparsed(error: error)
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
            throw Unparsed(error: error)
        }
    }

    /// What the parser threw: a request for help, or a word that it doesn't understand.
    private struct Unparsed: Error {
        let error: any Error
    }

    private static func report(_ error: any Error) -> Int32 {
        switch error {
        case let unparsed as Unparsed:
            let status = Emergence.exitCode(for: unparsed.error).rawValue
            let message = Emergence.fullMessage(for: unparsed.error)
            if status == 0 {
                try? Console.output.print(message)
            } else {
                try? Console.error.print(message.hasPrefix("Error: ") ? "emergence: " + message.dropFirst(7) : message)
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
