import ConfigurationGraph

/// How a command ends, in the numbers that scripts can rely on (sysexits.h, where it has one).
public enum ExitStatus: Int32, Sendable, CaseIterable {
    case done = 0
    case failed = 1
    case differences = 2
    case usage = 64
    case badInput = 65
    case unavailable = 69
    case conflict = 75
    case notPermitted = 77
    /// `exec`: the program may not be executed (POSIX, XCU 2.8.2, as the next).
    case programNotExecutable = 126
    /// `exec`: there is no such program.
    case programAbsent = 127
    case interrupted = 130
}

/// An error as a user is told of it.
public struct Failure: Error, Hashable, Sendable {
    /// How the command ends because of it.
    public var status: ExitStatus
    /// What was wrong and where; a sentence, or a diagnostic of several lines.
    public var message: String
    /// What to do about it, where there is something.
    public var hint: String?

    public init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        self.status = status
        self.message = message
        self.hint = hint
    }
}

extension Failure {
    /// Something of a kind that isn't there, with the nearest name that is, else with what helps.
    static func nothing(
        _ kind: String, called name: String, among names: some Sequence<String>, else help: String
    ) -> Failure {
        let nearest = Catalogue.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
        return Failure(.failed, "there is no \(kind) '\(name)'", hint: nearest ?? help)
    }
}

extension Failure: CustomStringConvertible {
    public var description: String { message }
}
