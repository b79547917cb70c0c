public import Foundation

/// How an instance's container is found.
public enum ObservedState: Hashable, Sendable {
    /// There's none.
    case absent
    /// Its process waits to be started.
    case created(pid: Int32)
    case running(pid: Int32, startedAt: Date)
    /// Its process has ended: with a status of its own, or 128 and the signal's number.
    case exited(code: Int32, finishedAt: Date)
    /// Its monitor is gone without a word of the end: killed, or the machine went down. The process may still run, with
    /// its output lost and nobody to tell when it ends; the pid is nil if it doesn't.
    case lost(pid: Int32?)
}

/// A container whose process waits to be started.
public struct CreatedInstance: Hashable, Sendable {
    /// Its first process on the host.
    public let pid: Int32
    /// What keeps its network namespace; nil if it has none of its own.
    public let networkNamespace: String?
}
