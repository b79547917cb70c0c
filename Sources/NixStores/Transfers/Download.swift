/// The course of one download as a value: what to ask for next, after what came of what was asked.
///
/// A file that came in part is continued where the server can; one that turns out wrong after that is asked for once
/// more from its beginning, as the parts may be of two files.
struct Download: Hashable, Sendable {
    /// What came of a request.
    enum Outcome: Hashable, Sendable {
        /// The answer is over.
        case ended
        /// The server can't go on where it was asked to.
        case badRange
        case failed(TransferError.Problem)
    }

    /// What to do next.
    enum Step: Hashable, Sendable {
        /// Wait, and ask for what follows so many bytes.
        case ask(from: UInt64, after: Duration)
        /// Compare the file with what is said of it.
        case check
        case giveUp(TransferError.Problem)
    }

    private let policy: RetryPolicy
    private let expected: UInt64?
    /// How often was asked.
    private(set) var attempts = 0
    /// How much is there, in bytes.
    private(set) var received: UInt64
    /// Whether what is there came in more than one piece.
    private(set) var isPatched: Bool

    /// A download of a file.
    ///
    /// - Parameters:
    ///   - kept: how much of it an earlier download left.
    ///   - expected: how much it should be in all; nil if nobody knows.
    init(kept: UInt64 = 0, expected: UInt64?, policy: RetryPolicy) {
        self.policy = policy
        self.expected = expected
        let isPart = expected.map { kept <= $0 } ?? true
        received = isPart ? kept : 0
        isPatched = isPart && kept > 0
    }

    /// What to do first.
    func begin() -> Step {
        if let expected, received == expected { return .check }
        return .ask(from: received, after: .zero)
    }

    /// The server sends the file from so many bytes on, which may be its beginning though more was asked for.
    mutating func starts(at offset: UInt64) {
        received = offset
        isPatched = offset > 0
    }

    /// So many bytes came.
    mutating func receive(_ count: Int) {
        received += UInt64(count)
    }

    /// What to do after a request.
    mutating func next(after outcome: Outcome) -> Step {
        attempts += 1
        let problem: TransferError.Problem
        switch outcome {
        case .ended:
            guard let expected, received < expected else { return .check }
            problem = .cut(received: received, expected: expected)
        case .badRange:
            problem = .failed("the server can't continue the file")
            received = 0
            isPatched = false
        case .failed(let failure): problem = failure
        }
        guard problem.isTransient, let pause = policy.pause(after: attempts) else { return .giveUp(problem) }
        if received > 0 { isPatched = true }
        return .ask(from: received, after: pause)
    }

    /// What to do when the file isn't what is said of it; nil if nothing would help.
    mutating func nextAfterMismatch() -> Step? {
        guard isPatched else { return nil }
        received = 0
        isPatched = false
        return .ask(from: 0, after: .zero)
    }
}
