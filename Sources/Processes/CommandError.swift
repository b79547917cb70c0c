import Subprocess

/// Why a program's work wasn't done.
public enum CommandError: Error, Hashable, Sendable {
    /// It couldn't be started: not there, not executable, no memory.
    case notStarted(program: String, reason: String)
    /// It ended with a status other than 0; the message is what it wrote to its standard error.
    case failed(program: String, status: Int32, message: String)
    /// It ran longer than it may, and was ended.
    case timedOut(program: String, after: Duration)
    /// It wrote more than is kept, and was ended.
    case tooMuchOutput(program: String)
    /// The task was cancelled, and the program ended with it.
    case cancelled(program: String)
}

extension CommandError {
    /// What an error of the library that runs programs means.
    init(_ error: any Error, of command: Command) {
        if Task.isCancelled || error is CancellationError {
            self = .cancelled(program: command.program)
        } else if let error = error as? SubprocessError, error.code == .outputLimitExceeded {
            self = .tooMuchOutput(program: command.program)
        } else {
            self = .notStarted(program: command.program, reason: "\(error)")
        }
    }
}

extension CommandError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notStarted(let program, let reason): "\(program) can't be started: \(reason)"
        case .failed(let program, let status, let message):
            "\(program) failed with status \(status): \(message.split(separator: "\n").joined(separator: "; "))"
        case .timedOut(let program, let time): "\(program) didn't end within \(time)"
        case .tooMuchOutput(let program): "\(program) wrote more than is kept of its output"
        case .cancelled(let program): "\(program) was cancelled"
        }
    }
}
