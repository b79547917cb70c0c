import Glibc
import Subprocess
import SystemPackage

extension Command {
    /// Runs the program to its end, whatever its exit status.
    ///
    /// - Throws: any ``CommandError`` but ``CommandError/failed(program:status:message:)``.
    public func result() async throws(CommandError) -> Result {
        try await run { configuration in
            let record = try await Subprocess.run(
                configuration, input: .array(input), output: .string(limit: outputLimit),
                error: .string(limit: outputLimit))
            return Result(
                status: Self.status(record.terminationStatus), output: record.standardOutput,
                errorOutput: record.standardError)
        }
    }

    /// Runs the program to its end and returns what it wrote to its standard output.
    ///
    /// - Throws: ``CommandError/failed(program:status:message:)`` when it ends with anything but 0, and any other
    ///   ``CommandError``.
    @discardableResult
    public func output() async throws(CommandError) -> String {
        let result = try await result()
        guard result.status == 0 else {
            throw .failed(program: program, status: result.status, message: result.errorOutput)
        }
        return result.output
    }

    /// Runs the program to its end and hands on each line of its standard output as it comes, without its line break;
    /// the program waits while the handler works.
    ///
    /// - Returns: the result, whose `output` is empty.
    /// - Throws: any ``CommandError`` but ``CommandError/failed(program:status:message:)``.
    public func lines(_ handler: @escaping @Sendable (String) async -> Void) async throws(CommandError) -> Result {
        try await run { configuration in
            let record = try await Subprocess.run(
                configuration, input: .array(input), output: .sequence, error: .string(limit: outputLimit)
            ) { execution in
                for try await line in execution.standardOutput.strings() { await handler(line) }
            }
            return Result(
                status: Self.status(record.terminationStatus), output: "", errorOutput: record.standardError)
        }
    }

    /// Runs the program to its end and hands on what it writes to its standard error, in pieces as they come; the
    /// program waits while the handler works.
    ///
    /// - Returns: the result, whose `errorOutput` is empty.
    /// - Throws: any ``CommandError`` but ``CommandError/failed(program:status:message:)``.
    public func errorPieces(
        _ handler: @escaping @Sendable ([UInt8]) async -> Void
    ) async throws(CommandError) -> Result {
        try await run { configuration in
            let record = try await Subprocess.run(
                configuration, input: .array(input), output: .string(limit: outputLimit), error: .sequence
            ) { execution in
                for try await piece in execution.standardError {
                    await handler(piece.withUnsafeBytes { Array($0) })
                }
            }
            return Result(
                status: Self.status(record.terminationStatus), output: record.standardOutput, errorOutput: "")
        }
    }

    /// Runs the program on this process's own standard input, output and error, and in its process group, so that
    /// it has the terminal.
    ///
    /// - Returns: its exit status, as ``Result/status``.
    /// - Throws: any ``CommandError`` but ``CommandError/failed(program:status:message:)``.
    public func statusOnOwnTerminal() async throws(CommandError) -> Int32 {
        try await run { configuration in
            var configuration = configuration
            configuration.platformOptions = PlatformOptions()
            let record = try await Subprocess.run(
                configuration, input: .currentStandardInput, output: .currentStandardOutput,
                error: .currentStandardError)
            return Self.status(record.terminationStatus)
        }
    }
}

extension Command {
    /// Runs the work within the time that there is.
    private func run<Value: Sendable>(
        _ work: @escaping @Sendable (Configuration) async throws -> Value
    ) async throws(CommandError) -> Value {
        let configuration = configuration
        do {
            let value = try await withThrowingTaskGroup(of: Value?.self) { group in
                group.addTask { try await work(configuration) }
                if let timeout {
                    group.addTask {
                        try await Task.sleep(for: timeout)
                        return nil
                    }
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
            // A program that was ended by cancellation looks like one that a signal ended.
            try Task.checkCancellation()
            guard let value else { throw CommandError.timedOut(program: program, after: timeout ?? .zero) }
            return value
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError(error, of: self)
        }
    }

    private var configuration: Configuration {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace)]
        let variables = Dictionary(
            environment.map { (Environment.Key(stringLiteral: $0), Optional($1)) },
            uniquingKeysWith: { _, last in last })
        let (program, arguments) = started
        return Configuration(
            executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
            arguments: Arguments(arguments), environment: .inherit.updating(variables), platformOptions: options)
    }

    /// What is started for it. The signal comes when the thread ends that started the program, which Subprocess does on one
    /// that lives as long as the process.
    private var started: (program: String, arguments: [String]) {
        let setpriv = "/usr/bin/setpriv"
        guard endsWithCaller, access(setpriv, X_OK) == 0 else { return (program, arguments) }
        return (setpriv, ["--pdeathsig", "TERM", program] + arguments)
    }

    private static func status(_ status: TerminationStatus) -> Int32 {
        switch status {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
