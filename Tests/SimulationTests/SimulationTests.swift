import Simulation
import Testing

/// Worlds that are made up, each from one seed: `make simulate` runs many more of them.
@Suite struct SimulationTests {
    /// The same in each run, so that a failure is of whoever changed something.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `a world with faults breaks no rule, and comes to rest`(seed: UInt64) {
        let result = Simulation.run(Scenario(seed: seed, length: 1_200_000))
        #expect(result.broken == nil, "seed \(seed)")
    }

    /// Worlds that broke a rule once, as they were then: what was wrong is in docs/simulation.md.
    @Test(arguments: [71, 111, 136, 141, 212, 297, 331, 357, 866, 1416, 1491, 1727, 2319, 3326] as [UInt64])
    func `a world that broke a rule breaks none any more`(seed: UInt64) {
        let result = Simulation.run(Scenario(seed: seed, jams: false))
        #expect(result.broken == nil, "seed \(seed)")
    }

    @Test(arguments: [5004, 6126, 6333, 6710, 7372, 9260] as [UInt64])
    func `a world with jams that broke a rule breaks none any more`(seed: UInt64) {
        let result = Simulation.run(Scenario(seed: seed))
        #expect(result.broken == nil, "seed \(seed)")
    }

    /// The same seed runs the same: else no failure could be looked into.
    @Test func `a world runs the same twice`() {
        let scenario = Scenario(seed: 7, length: 600_000)
        #expect(Simulation.run(scenario, isTraced: true).trace == Simulation.run(scenario, isTraced: true).trace)
    }
}
