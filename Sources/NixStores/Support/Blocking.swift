import Foundation
import Synchronization

/// Says to work that a task waits for that nobody wants it any more.
final class StopSign: Sendable {
    private let isSet = Atomic(false)

    /// Whether to stop.
    var isStopped: Bool { isSet.load(ordering: .relaxed) }

    fileprivate func stop() { isSet.store(true, ordering: .relaxed) }

    /// Ends work that is to stop.
    ///
    /// - Throws: `CancellationError`.
    func check() throws {
        if isStopped { throw CancellationError() }
    }
}

/// Work that blocks its thread in the kernel, kept off the threads that tasks share.
enum Blocking {
    /// Runs the work on a thread of its own and returns what it returns. When this task is cancelled the work is told.
    static func run<Value: Sendable>(
        _ work: @escaping @Sendable (StopSign) throws -> Value
    ) async throws -> Value {
        let sign = StopSign()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread {
                    continuation.resume(
                        with: Result {
                            try sign.check()
                            return try work(sign)
                        })
                }
            }
        } onCancel: {
            sign.stop()
        }
    }
}
