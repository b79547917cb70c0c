import Foundation

/// Work that blocks its thread in the kernel, kept off the threads that tasks share.
enum Blocking {
    /// Runs the work on a thread of its own and returns what it returns.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try work() })
            }
        }
    }
}

/// Does work to its end even if this task is cancelled: what has begun to be undone must not stay half undone.
///
/// The task is new only because cancellation doesn't reach into it; it's awaited here, so nothing outlives the caller.
func uncancelled<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await Task { try await work() }.value
}
