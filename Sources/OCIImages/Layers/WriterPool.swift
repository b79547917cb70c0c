import Dispatch
import Synchronization

/// Creates files on several threads while one reads the layer: creating them is what unpacking spends its time on.
///
/// No more jobs wait than ``backlog``, so that a fast reader doesn't fill memory.
final class WriterPool: Sendable {
    typealias Job = @Sendable () throws -> Void

    private static let backlog = 64

    private let lanes: [DispatchQueue]
    private let slots = DispatchSemaphore(value: WriterPool.backlog)
    private let pending = DispatchGroup()
    private let next = Atomic<Int>(0)
    private let failure = Mutex<(any Error)?>(nil)

    init(width: Int) {
        lanes = (0..<max(1, width)).map { DispatchQueue(label: "layer-writer-\($0)") }
    }

    /// Lets a thread do a job, in no order with others; waits while too many wait already.
    ///
    /// - Throws: what an earlier job threw.
    func submit(_ job: @escaping Job) throws {
        try throwFailure()
        slots.wait()
        let lane = next.add(1, ordering: .relaxed).oldValue % lanes.count
        lanes[lane].async(group: pending) { [self] in
            defer { slots.signal() }
            guard failure.withLock({ $0 == nil }) else { return }
            do {
                try job()
            } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
    }

    /// Waits until all jobs are done.
    ///
    /// - Throws: what the first job that failed threw.
    func drain() throws {
        pending.wait()
        try throwFailure()
    }

    /// Waits until all jobs are done, whatever became of them.
    func settle() { pending.wait() }

    private func throwFailure() throws {
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
