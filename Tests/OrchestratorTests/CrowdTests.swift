import ConfigurationGraph
import Testing

@testable import Orchestrator

@Suite("A hundred thousand automatons at once") struct CrowdTests {
    @Test("those that have room are placed, each other says why not, and nothing is planned again for them")
    func crowd() throws {
        let count = 100_000
        let hosts = (0..<10).map { HostState.fixture("host-\($0)") { $0.slots = 100 } }
        let policies = (0..<count).map { AutomatonPolicy.fixture("a\($0)", cpus: 0.01, memory: 1 << 20) }
        var fleet = try Fleet(hosts: hosts, automatons: policies)
        let plan = fleet.step()
        #expect(plan.steps.count == 1000)
        #expect(plan.pending.count == count - 1000)
        #expect(plan.pending.allSatisfy { $0.instances == 1 && !$0.refusals.isEmpty })
        fleet.settle()
        #expect(fleet.step().steps.isEmpty)
    }
}
