import Foundation
import Glibc
import Processes
import Testing

/// A host of the tests' own: this test program again, in a network namespace and a mount namespace where /sys shows it.
///
/// There the networks' tests can compare all rules, links and settings before and after, whatever else goes on on the
/// machine, and no port or range clashes with anyone's.
enum PrivateHost {
    private static let mark = "EMERGENCE_TESTS_PRIVATE_HOST"

    static var isInside: Bool { ProcessInfo.processInfo.environment[mark] != nil }

    /// What keeps these tests from running here; nil if they can. In CI they always run, so what is missing fails.
    static var obstacle: String? {
        if ProcessInfo.processInfo.environment["CI"] == "true" { return nil }
        if geteuid() != 0 { return "skipped: needs root" }
        let programs = ["/usr/bin/unshare", "/usr/bin/busybox", "/usr/sbin/iptables", "/usr/lib/cni/bridge"]
        return programs.first { !FileManager.default.isExecutableFile(atPath: $0) }.map { "skipped: there is no \($0)" }
    }

    /// Runs the tests of a suite there.
    static func run(suite: String) async throws -> Command.Result {
        let script = "mount -t sysfs sysfs /sys && busybox ifconfig lo up && exec \"$@\""
        return try await Command(
            "unshare",
            ["--net", "--mount", "--propagation", "private", "sh", "-c", script, "sh", CommandLine.arguments[0]]
                + ["--testing-library", "swift-testing", "--filter", suite],
            environment: [mark: "1"], timeout: .seconds(300)
        ).result()
    }
}

@Suite struct PrivateHostTests {
    @Test(
        "Networks attach, publish, detach and leave nothing behind (see NetworkTests)",
        .enabled(if: PrivateHost.obstacle == nil && !PrivateHost.isInside, "\(PrivateHost.obstacle ?? "inside")"))
    func networks() async throws {
        let result = try await PrivateHost.run(suite: "RelayTests.NetworkTests")
        #expect(result.status == 0, "\(result.output)\n\(result.errorOutput)")
        #expect(result.output.contains("NetworkTests") || result.errorOutput.contains("NetworkTests"))
    }
}
