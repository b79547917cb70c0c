import CLinux
import Foundation
import Glibc
import Synchronization

/// A lock that one holder has at a time, in this process or another; given back when nobody holds this value.
public final class FileLock: Sendable {
    private let file: OpenDescriptor

    private init(_ file: OpenDescriptor) {
        self.file = file
    }

    /// Takes the lock if it's free; nil if another holds it.
    static func attempt(_ path: String) throws -> FileLock? {
        let file = try OpenDescriptor(path: path, O_RDWR | O_CREAT, mode: 0o600)
        let answer = clinux_lock_file(file.number, false)
        if answer == -EWOULDBLOCK { return nil }
        try check(answer, "lock", path)
        return FileLock(file)
    }

    /// Takes the lock as soon as it's free.
    ///
    /// A cancelled task returns at once; the lock that it waited for is given back as soon as it's got.
    static func take(_ path: String) async throws -> FileLock {
        if let lock = try attempt(path) { return lock }
        let request = LockRequest()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                request.begin(continuation)
                Thread.detachNewThread {
                    request.end(Result { try wait(path) })
                }
            }
        } onCancel: {
            request.end(.failure(CancellationError()))
        }
    }

    private static func wait(_ path: String) throws -> FileLock {
        let file = try OpenDescriptor(path: path, O_RDWR | O_CREAT, mode: 0o600)
        try check(clinux_lock_file(file.number, true), "lock", path)
        return FileLock(file)
    }
}

/// Who waits for a lock: answered once, by the lock or by cancellation, whichever is first.
private final class LockRequest: Sendable {
    private enum State {
        case new
        case waiting(CheckedContinuation<FileLock, any Error>)
        case ended(Result<FileLock, any Error>?)
    }

    private let state = Mutex(State.new)

    func begin(_ continuation: CheckedContinuation<FileLock, any Error>) {
        let early: Result<FileLock, any Error>? = state.withLock { state in
            if case .ended(let result) = state { return result }
            state = .waiting(continuation)
            return nil
        }
        if let early { continuation.resume(with: early) }
    }

    func end(_ result: Result<FileLock, any Error>) {
        let waiting: CheckedContinuation<FileLock, any Error>? = state.withLock { state in
            switch state {
            case .new:
                state = .ended(result)
                return nil
            case .waiting(let continuation):
                state = .ended(nil)
                return continuation
            case .ended: return nil
            }
        }
        waiting?.resume(with: result)
    }
}
