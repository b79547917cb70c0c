import Processes
import TestMachine
import Testing

@Suite struct PrivateHostTests {
    @Test(
        "Networks attach, publish, detach and leave nothing behind (see NetworkTests)",
        .enabled(if: PrivateHost.obstacle() == nil && !PrivateHost.isInside, "\(PrivateHost.obstacle() ?? "inside")"))
    func networks() async throws {
        let result = try await PrivateHost.run(suite: "RelayTests.NetworkTests")
        #expect(result.status == 0, "\(result.output)\n\(result.errorOutput)")
        #expect(result.output.contains("NetworkTests") || result.errorOutput.contains("NetworkTests"))
    }
}
