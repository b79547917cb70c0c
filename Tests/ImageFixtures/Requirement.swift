import Foundation
import Glibc

/// What some tests need of the machine. In CI (`CI` set) it must be there, so the tests run and fail without it;
/// elsewhere they are skipped, and the runner prints that they are.
public enum Requirement {
    /// Owners, device nodes and `trusted` attributes are root's alone.
    public static var root: Bool { geteuid() == 0 || isCI }

    /// Whether a program is in the path.
    public static func program(_ name: String) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return isCI || folders.contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    private static var isCI: Bool { ProcessInfo.processInfo.environment["CI"] != nil }
}
