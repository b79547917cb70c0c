import ConfigurationGraph
import TestRandom
import Testing

@testable import Orchestrator

@Suite("What holds for any fleet")
struct PlannerPropertyTests {
    @Test("nothing is given away twice, budgets hold and planning comes to rest, whatever happens")
    func randomLives() throws {
        for seed in PropertyRuns.seeds {
            var world = RandomFleet(seed: seed)
            var fleet = try world.fleet()
            var now = start
            for event in 0..<12 {
                happen(event, to: &fleet, &world, at: now)
                var isAtRest = false
                var last: [Step] = []
                for _ in 0..<100 where !isAtRest {
                    let before = fleet
                    let plan = Planner.advance(&fleet, now: now)
                    #expect(newlyBroken(before, fleet) == [], "seed \(seed), event \(event): \(plan.steps)")
                    #expect(
                        Invariants.overBudget(before: before, after: fleet, plan: plan) == [],
                        "seed \(seed), event \(event): \(plan.steps)")
                    isAtRest = plan.steps.isEmpty && (plan.wake ?? now + 1) > now
                    last = plan.steps
                    fleet.becomeReady()
                }
                #expect(isAtRest, "seed \(seed), event \(event): never comes to rest: \(last)")
                now = now + 60
            }
        }
    }

    /// What a plan broke that wasn't broken before by what happened.
    private func newlyBroken(_ before: Fleet, _ after: Fleet) -> [String] {
        let known = Set(Invariants.broken(in: before))
        return Invariants.broken(in: after).filter { !known.contains($0) }
    }

    private func happen(_ event: Int, to fleet: inout Fleet, _ world: inout RandomFleet, at now: Moment) {
        guard event > 0 else { return }
        let host = fleet.hostStates.randomElement(using: &world.random)?.name ?? ""
        switch Int.random(in: 0..<9, using: &world.random) {
        case 0: fleet.put(RandomFleet.host(100 + event, &world.random))
        case 1: fleet.change(host: host) { $0.draining.toggle() }
        case 2: fleet.change(host: host) { $0.lease = $0.lease == .held ? .ranOut(now + -60) : .held }
        case 3: fleet.change(host: host) { $0.capacity = Resources(cpus: 2, memory: 4 * gibibyte, storage: gibibyte) }
        case 4: fleet.put(RandomFleet.policy(Int.random(in: 0..<8, using: &world.random), &world.random))
        case 5:
            guard var policy = fleet.automatons.first(where: { !$0.isGone })?.policy else { return }
            policy.generation.configuration += "x"
            fleet.put(policy)
        case 6: fleet.remove(automaton: "s\(Int.random(in: 0..<8, using: &world.random))")
        case 7:
            guard var instance = fleet.instanceStates.randomElement(using: &world.random) else { return }
            instance.phase = .failed
            fleet.put(instance)
        default: fleet.change(host: host) { $0.schedulable.toggle() }
        }
    }

    @Test("the same input gives the same plan, in whatever order it was told")
    func determinism() throws {
        for seed in PropertyRuns.seeds {
            var world = RandomFleet(seed: seed)
            var fleet = try world.fleet()
            fleet.settle()
            let hosts = fleet.hostStates.shuffled(using: &world.random)
            let policies = world.policies.shuffled(using: &world.random)
            let instances = fleet.instanceStates.shuffled(using: &world.random)
            let lost = hosts.first?.name ?? ""
            var plans: [Plan] = []
            for order in 0..<2 {
                var again = try Fleet(
                    hosts: order == 0 ? hosts : hosts.reversed(),
                    automatons: order == 0 ? policies : policies.reversed(),
                    instances: order == 0 ? instances : instances.reversed(), memory: fleet.memory, began: start)
                again.change(host: lost) { $0.draining = true }
                plans.append(Planner.plan(again, now: start))
            }
            // The fleet that followed each change, and one that was told all at once.
            fleet.change(host: lost) { $0.draining = true }
            plans.append(Planner.plan(fleet, now: start))
            #expect(plans[0] == plans[1], "seed \(seed)")
            #expect(plans[0].steps == plans[2].steps, "seed \(seed)")
        }
    }

    @Test("what is undone leaves the fleet as it was")
    func undo() throws {
        for seed in PropertyRuns.seeds {
            var world = RandomFleet(seed: seed)
            var fleet = try world.fleet()
            fleet.settle()
            let before = Planner.plan(fleet, now: start)
            let states = fleet.instanceStates
            let mark = fleet.mark()
            for event in 1..<5 {
                happen(event, to: &fleet, &world, at: start)
                fleet.step(at: start)
            }
            fleet.undo(to: mark)
            #expect(fleet.instanceStates == states, "seed \(seed)")
            #expect(Planner.plan(fleet, now: start).steps == before.steps, "seed \(seed)")
        }
    }

    @Test("a plan that is asked for leaves the fleet as it is, and reasons count every host")
    func reasons() throws {
        for seed in PropertyRuns.seeds {
            let fleet = try RandomFleet(seed: seed).fleet()
            let plan = Planner.plan(fleet, now: start)
            #expect(fleet.instanceStates.isEmpty)
            for pending in plan.pending {
                #expect(pending.refusals.reduce(0) { $0 + $1.hosts } == pending.hosts, "seed \(seed): \(pending)")
                #expect(pending.remedy != nil, "seed \(seed): \(pending)")
            }
            for placed in plan.placed {
                let refused = placed.reason.refusals.reduce(0) { $0 + $1.hosts }
                #expect((1...3).contains(placed.reason.best.count))
                #expect(refused + placed.reason.best.count <= placed.reason.hosts, "seed \(seed): \(placed)")
                let all = placed.reason.hosts - refused
                // Where all only fit in a certain way, nothing else was weighed.
                let counts = [min(all, 3), 1]
                #expect(counts.contains(placed.reason.best.count), "seed \(seed): \(placed)")
            }
        }
    }
}
