import ConfigurationGraph
import Orchestrator

/// What must always be so.
public enum Rule: String, Sendable, CaseIterable {
    case overcommit = "nothing is given away twice"
    case twoOwners = "never two owners"
    case lease = "nothing is started without the lease, and nothing exclusive outlives it"
    case leads = "only who leads decides"
    case constraints = "each instance is where its policy lets it be"
    case budgets = "no more are missing than allowed"
    case generations = "generations go on, or back to a good one"
    case settles = "once all is quiet, everything placeable is placed and nothing changes"
    case busy = "nobody is busy for nothing"
}

/// A rule that was broken.
public struct Broken: Sendable {
    public var rule: Rule
    public var words: String
    /// When, in milliseconds.
    public var time: Int64
}

struct Checker {
    var broken: Broken?
    /// When the last minute began, and how many events and decisions there were in it.
    var minute: Int64 = 0
    var decisions = 0
}

extension World {
    // MARK: what really runs

    /// Before a process begins: nobody has what it is given, and nobody else is it.
    mutating func checkLaunch(_ assignment: Assignment, _ index: Int) {
        let machine = machines[index]
        var used = assignment.request
        for process in machine.processes.values {
            used = Resources(
                cpu: used.cpu + process.assignment.request.cpu, memory: used.memory + process.assignment.request.memory,
                storage: used.storage + process.assignment.request.storage)
            if let claim = process.assignment.claims.intersection(assignment.claims).min() {
                fail(
                    claim.hasPrefix("volume") ? .twoOwners : .overcommit,
                    "\(assignment.instance) and \(process.assignment.instance) have \(claim) on \(name(index))")
            }
        }
        let room = machine.state.room
        // Less than was given away once is no fault of whoever starts what was placed before; it leaves soon.
        if machine.shrunkUntil + 600_000 < time,
            used.cpu > room.cpu || used.memory > room.memory || used.storage > room.storage
        {
            fail(
                .overcommit,
                "\(assignment.instance) has no room on \(name(index)) beside \(machine.processes.keys.sorted())")
        }
        for (other, elsewhere) in machines.enumerated() where other != index {
            checkElsewhere(assignment, on: elsewhere, other, index)
        }
    }

    private mutating func checkElsewhere(_ assignment: Assignment, on machine: Machine, _ other: Int, _ index: Int) {
        for process in machine.processes.values {
            let volumes = process.assignment.claims.intersection(assignment.claims).filter { $0.hasPrefix("volume") }
            if let volume = volumes.min(), process.assignment.isExclusive {
                return fail(
                    .twoOwners,
                    "\(assignment.instance) on \(name(index)) has \(volume), which \(process.assignment.instance) still has on \(name(other))"
                )
            }
            guard process.assignment.instance == assignment.instance else { continue }
            if process.assignment.isExclusive, assignment.isExclusive {
                return fail(.twoOwners, "\(assignment.instance) runs on \(name(index)) and still on \(name(other))")
            }
            // What holds no exclusive volume may go on where nobody can be told; then its host was given up.
            guard !isGivenUp(other) else { continue }
            fail(
                .twoOwners,
                "\(assignment.instance) runs on \(name(index)) and still on \(name(other)), which wasn't given up")
        }
    }

    /// Whether a machine is known as lost: its lease is another's, or wasn't renewed for its time and the grace.
    private func isGivenUp(_ index: Int) -> Bool {
        let machine = machines[index]
        guard store.hosts[machine.host] != nil, let lease = store.leases.lease("host/\(machine.host)"),
            lease.holder == machine.holder, let renewed = store.renewed[machine.host]
        else { return true }
        let least = (LeaseTerms().duration + scenario.settings.grace) * (1 - LeaseTerms.drift)
        // It may just have come back, and not yet have stopped what was given away; or what it asks arrives, and no answer does.
        return Double(time - renewed) / 1000 >= least || Double(time - machine.heard) / 1000 >= least
            || time - machine.backSince < 40_000
    }

    /// Before a process is started: the machine had its lease until then, by the slowest clock.
    mutating func checkStart(_ assignment: Assignment, _ index: Int) {
        let since = Double(time - machines[index].renewed) / 1000
        if since > LeaseTerms().duration * (1 + 2 * LeaseTerms.drift) {
            fail(
                .lease,
                "\(assignment.instance) is started on \(name(index)) \(Int(since)) s after its lease was renewed")
        }
    }

    /// From time to time: nothing exclusive still runs when another machine of the same name may start it.
    mutating func checkExclusive() {
        let terms = LeaseTerms()
        for index in machines.indices
        where Double(time - machines[index].renewed) / 1000 > terms.duration + terms.takeover {
            let late = machines[index].processes.values.filter(\.assignment.isExclusive).map(\.assignment.instance)
            if let name = late.min() { fail(.lease, "\(name) still runs on \(self.name(index)), which lost its lease") }
        }
        after(5000) { $0.checkExclusive() }
    }

    // MARK: what was decided

    mutating func checkCommit(_ proposal: Proposal, before: SimulatedStore, lost: Set<String>) {
        countDecision(proposal)
        if store.leases.lease("controller")?.epoch != proposal.epoch {
            fail(.leads, "not by who leads: \(proposal.words)")
        }
        for case .giveBack(let automaton, let failed, _, _) in proposal.notes {
            checkBlame(automaton, failed, before.instances.values.map { $0 }, proposal.revision)
        }
        for placed in proposal.puts { checkPlace(placed, proposal) }
        for host in Set(proposal.puts.map(\.host)).sorted() { checkRoom(on: host) }
        checkBudgets(proposal, before: before, lost: lost)
    }

    /// A generation failed only if one of it had a place, and wasn't ready there.
    private mutating func checkBlame(
        _ automaton: String, _ failed: Generation, _ instances: [SimulatedStore.InstanceNode], _ decided: Revision
    ) {
        let isTried = instances.contains {
            $0.state.automaton == automaton && $0.state.generation == failed && !$0.isEnding
                && $0.report(asOf: decided) != .ready
        }
        if !isTried {
            fail(.generations, "\(failed) of \(automaton) failed, and none of it had a place without being ready")
        }
    }

    /// Whether it lands or is refused.
    mutating func countDecision(_ proposal: Proposal) {
        checker.decisions += 1
        if time - checker.minute > 60_000 {
            checker.minute = time
            checker.decisions = 0
        }
        if checker.decisions > 300 { fail(.busy, "more than 300 decisions in a minute; the last: \(proposal.words)") }
    }

    private mutating func checkPlace(_ placed: Step.Placed, _ proposal: Proposal) {
        guard let host = store.hosts[placed.host]?.state, let automaton = store.automatons[placed.automaton] else {
            return fail(.constraints, "\(placed.instance) was placed on \(placed.host), which isn't there")
        }
        if placed.generation != automaton.policy.generation, placed.generation != automaton.memory.lastGood {
            fail(
                .generations,
                "\(placed.instance) is of \(placed.generation), which is neither wanted nor good before (wanted \(automaton.policy.generation), good \(automaton.memory.lastGood.map { "\($0)" } ?? "none"))"
            )
        }
        // Where an instance goes on was decided when it was to end; who comes later is no reason to go elsewhere.
        var lenient = host
        if !proposal.newcomers.contains(placed.instance) {
            lenient.schedulable = true
            lenient.taints.removeAll { $0.effect == .forbid }
        }
        if let reason = Constraints.refusal(of: lenient, for: automaton.policy, except: placed.instance, in: store) {
            fail(.constraints, "\(placed.instance) was placed on \(placed.host): \(reason)")
        }
    }

    private mutating func checkRoom(on name: String) {
        guard let host = store.hosts[name]?.state else { return }
        let here = store.instances.values.filter { $0.state.host == name && !$0.isEnding }.map(\.state)
        if let words = Constraints.overcommitment(of: host, here) { fail(.overcommit, "\(name): \(words)") }
    }

    /// No end that could have waited leaves fewer ready than the policy lets be missing, as far as was known.
    private mutating func checkBudgets(_ proposal: Proposal, before: SimulatedStore, lost: Set<String>) {
        let preempted = Set(proposal.ends.filter { $0.reason.contains("ranks higher") }.map(\.instance))
        var gone = Set(proposal.ends.map(\.instance) + proposal.removals)
        gone.formUnion(proposal.puts.map(\.instance))
        for (name, node) in before.automatons.sorted(by: { $0.key < $1.key }) {
            let policy = node.policy
            guard policy.update.strategy == .rolling, store.automatons[name] != nil else { continue }
            let ready = before.instances.values.filter { node in
                node.state.automaton == name && !node.isEnding && node.report(asOf: proposal.revision) == .ready
                    && !lost.contains(node.state.host) && before.hosts[node.state.host] != nil
            }.map(\.state.name)
            let ended = ready.filter { gone.contains($0) && !preempted.contains($0) }
            guard !ended.isEmpty else { continue }
            let isExclusive = policy.volumes.contains(where: \.exclusive)
            let own = before.instances.values.count { $0.state.automaton == name && !$0.isEnding }
            let wanted = wantedForSure(policy, there: own)
            let missing = max(policy.update.maxUnavailable.of(wanted), isExclusive ? 1 : 0)
            if ready.count - ended.count < wanted - missing {
                fail(
                    .budgets,
                    "\(name): \(ended.sorted()) end while \(ready.sorted()) are ready; \(wanted) wanted, \(missing) may be missing"
                )
            }
        }
    }
}

extension World {
    /// How many are wanted whatever was measured, or as was last measured where nothing has been for a while. Of more than there
    /// are a controller that began since knows nothing.
    private func wantedForSure(_ policy: AutomatonPolicy, there: Int) -> Int {
        guard let each = policy.target.requestsPerSecond else {
            return policy.instances.initial ?? policy.instances.least
        }
        guard let demand = demand[policy.name], demand.blindUntil > time, demand.blindSince + 45_000 < time,
            let last = store.observations.measured.last(where: { $0.automaton == policy.name })?.requestsPerSecond
        else { return policy.instances.least }
        return max(min(Int((last / each).rounded(.up)), policy.instances.most, there), policy.instances.least)
    }
}

extension UpdatePolicy.Share {
    fileprivate func of(_ total: Int) -> Int {
        switch self {
        case .count(let count): count
        case .percent(let part): total * part / 100
        }
    }
}
