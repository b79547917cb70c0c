import Processes
import TestMachine
import Testing

/// What one machine promises, tried on the built program with real containers: each test in its own state directory,
/// all in one host of their own.
@Suite(.enabled(if: PrivateHost.isInside, "run by MachineTests"))
enum EngineTests {}

@Suite struct MachineTests {
    private static let obstacle = PrivateHost.obstacle(needing: ["/usr/bin/conmon", "/usr/sbin/runc"])

    @Test(
        "One machine runs what the graph says (see EngineTests)",
        .enabled(if: obstacle == nil && !PrivateHost.isInside, "\(obstacle ?? "inside")"))
    func engine() async throws {
        let result = try await PrivateHost.run(suite: "EngineTests.EngineTests")
        #expect(result.status == 0, "\(result.output)\n\(result.errorOutput)")
        #expect((result.output + result.errorOutput).contains("test"))
    }
}
