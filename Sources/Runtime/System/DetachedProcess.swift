import Foundation
import Glibc

/// A program that goes on when this process ends, however it ends: in a session of its own, with its output in a file.
public enum DetachedProcess {
    /// Starts a program by its path.
    ///
    /// - Parameter log: the file to which its output is added.
    /// - Throws: ``RuntimeError``.
    public static func start(_ path: String, _ arguments: [String], log: String) throws {
        let nothing = try OpenDescriptor(path: "/dev/null", O_RDONLY)
        let output = try OpenDescriptor(path: log, O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
        let environment = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
        let child = try ChildProcess(
            path, arguments, environment: environment, descriptors: [nothing, output, output], newSession: true)
        // Somebody must take note of its end for as long as this process is its parent.
        Thread.detachNewThread { _ = try? child.wait() }
    }
}
