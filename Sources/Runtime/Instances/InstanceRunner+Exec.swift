import Foundation
import Glibc

extension InstanceRunner {
    /// Runs one more program in a running instance, on this process's own standard input, output and error.
    ///
    /// With a terminal, the runtime makes this process's terminal raw, passes changes of its size on, and sets it back;
    /// should the runtime be killed before it could, it's set back here.
    ///
    /// - Returns: the program's exit status, or 128 and the signal's number.
    /// - Throws: ``RuntimeError/notRunning(instance:)``
    public func exec(_ name: String, _ request: ExecRequest) async throws -> Int32 {
        switch try await status(name) {
        case .running, .lost(.some): break
        case .absent, .created, .exited, .lost(nil): throw RuntimeError.notRunning(instance: name)
        }
        let input =
            try request.interactive || request.terminal
            ? OpenDescriptor(try checkErrno(dup(0), "use", "standard input"))
            : OpenDescriptor(path: "/dev/null", O_RDONLY)
        let output = OpenDescriptor(try checkErrno(dup(1), "use", "standard output"))
        let errors = OpenDescriptor(try checkErrno(dup(2), "use", "standard error"))
        let saved = TerminalState(of: 0)
        defer { saved?.restore() }
        let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
        let child = try ChildProcess(
            runtime.program.command, runtime.execArguments(name, request), environment: environment,
            descriptors: [input, output, errors])
        return try await withTaskCancellationHandler {
            try await Blocking.run { try child.wait() }
        } onCancel: {
            kill(child.pid, SIGTERM)
        }
    }
}
