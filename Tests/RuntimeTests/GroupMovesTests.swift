import Testing

@testable import Runtime

@Suite("Moves between control groups, made ready for")
struct GroupMovesTests {
    private struct Failed: Error, Equatable {}

    @Test("leave this process in its groups, and give back what the work gave or threw")
    func nothingChanges() async throws {
        let groups = try TextFile.read("/proc/self/cgroup")
        await GroupMoves.keepReady(for: .milliseconds(20))
        #expect(await GroupMoves.keptReady { 7 } == 7)
        await #expect(throws: Failed()) { try await GroupMoves.keptReady { throw Failed() } }
        #expect(try TextFile.read("/proc/self/cgroup") == groups)
    }
}
