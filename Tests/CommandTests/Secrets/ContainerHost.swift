import Foundation
import Glibc
import Processes
import Testing

/// A host of the tests' own, as the networks' tests have one: this test program again, in a network namespace and a
/// mount namespace where /sys shows it. Real containers run there, with bridges that clash with nobody's.
enum ContainerHost {
    private static let mark = "EMERGENCE_TESTS_CONTAINER_HOST"

    static var isInside: Bool { ProcessInfo.processInfo.environment[mark] != nil }

    /// What keeps these tests from running here; nil if they can. In CI they always run, so what is missing fails.
    static var obstacle: String? {
        if ProcessInfo.processInfo.environment["CI"] == "true" { return nil }
        if geteuid() != 0 { return "skipped: needs root" }
        let programs = ["/usr/bin/unshare", "/usr/bin/conmon", "/usr/bin/umoci", "/bin/busybox", "/usr/lib/cni/bridge"]
        return programs.first { !FileManager.default.isExecutableFile(atPath: $0) }.map { "skipped: there is no \($0)" }
    }

    /// Runs the tests of a suite there.
    static func run(suite: String) async throws -> Command.Result {
        let script = """
            groups=$(mktemp -d) && mount --rbind /sys/fs/cgroup $groups && mount -t sysfs sysfs /sys \
            && mount --rbind $groups /sys/fs/cgroup && busybox ifconfig lo up && exec "$@"
            """
        return try await Command(
            "unshare",
            ["--net", "--mount", "--propagation", "private", "sh", "-c", script, "sh", CommandLine.arguments[0]]
                + ["--testing-library", "swift-testing", "--filter", suite],
            environment: [mark: "1"], timeout: .seconds(300)
        ).result()
    }
}

@Suite struct ContainerHostTests {
    @Test(
        "Secrets reach a real container and nothing else (see SecretTests)",
        .enabled(if: ContainerHost.obstacle == nil && !ContainerHost.isInside, "\(ContainerHost.obstacle ?? "inside")"))
    func secrets() async throws {
        let result = try await ContainerHost.run(suite: "CommandTests.SecretTests")
        #expect(result.status == 0, "\(result.output)\n\(result.errorOutput)")
        #expect((result.output + result.errorOutput).contains("SecretTests"))
    }
}
