import Foundation
import Glibc
public import Processes

/// A host of the tests' own: this test program again, in a network namespace and a mount namespace where /sys shows it.
///
/// There the tests can compare all rules, links and settings before and after, whatever else goes on on the machine,
/// and no port or range clashes with anyone's.
public enum PrivateHost {
    private static let mark = "EMERGENCE_TESTS_PRIVATE_HOST"

    public static var isInside: Bool { ProcessInfo.processInfo.environment[mark] != nil }

    /// What keeps these tests from running here; nil if they can. In CI they always run, so what is missing fails.
    ///
    /// - Parameter programs: what they need beside the programs that make the host itself.
    public static func obstacle(needing programs: [String] = []) -> String? {
        if ProcessInfo.processInfo.environment["CI"] == "true" { return nil }
        if geteuid() != 0 { return "skipped: needs root" }
        let all = ["/usr/bin/unshare", "/usr/bin/busybox", "/usr/sbin/iptables", "/usr/lib/cni/bridge"] + programs
        return all.first { !FileManager.default.isExecutableFile(atPath: $0) }.map { "skipped: there is no \($0)" }
    }

    /// Runs the tests of a suite there.
    public static func run(suite: String) async throws -> Command.Result {
        // A new /sys shows the new host's links; its control groups are those that there are.
        let script = """
            mount --rbind /sys/fs/cgroup /mnt && mount -t sysfs sysfs /sys && mount --rbind /mnt /sys/fs/cgroup &&
                umount --lazy /mnt && busybox ifconfig lo up && exec "$@"
            """
        return try await Command(
            "unshare",
            ["--net", "--mount", "--propagation", "private", "sh", "-c", script, "sh", CommandLine.arguments[0]]
                + ["--testing-library", "swift-testing", "--filter", suite],
            environment: [mark: "1"], timeout: .seconds(900)
        ).result()
    }
}
