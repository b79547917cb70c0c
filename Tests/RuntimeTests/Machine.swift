import Foundation
import Glibc
import Testing

@testable import Runtime

/// What this machine must have for the tests that start real containers.
enum Machine {
    /// Whether the tests that need root and the programs run: always in CI, where what's missing is a failure.
    static let canRunContainers: Bool = {
        if ProcessInfo.processInfo.environment["CI"] != nil { return true }
        let missing = ["runc", "crun", "conmon", "busybox"].filter { ProgramSearch.path(of: $0) == nil }
        if geteuid() == 0, missing.isEmpty { return true }
        let reason = missing.isEmpty ? "not root" : "no \(missing.joined(separator: ", "))"
        FileHandle.standardError.write(Data("skipped: tests with real containers (\(reason))\n".utf8))
        return false
    }()

    static let isRoot: Bool = {
        if ProcessInfo.processInfo.environment["CI"] != nil || geteuid() == 0 { return true }
        FileHandle.standardError.write(Data("skipped: tests with real mounts (not root)\n".utf8))
        return false
    }()
}

extension Trait where Self == ConditionTrait {
    static var needsContainers: Self {
        .enabled(if: Machine.canRunContainers, "needs root, runc, crun, conmon and busybox-static")
    }

    static var needsRoot: Self { .enabled(if: Machine.isRoot, "needs root") }
}
