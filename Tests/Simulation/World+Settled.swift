import ConfigurationGraph
import Orchestrator

extension World {
    /// Once faults have stopped for long enough: everything that can be placed is there, and ready.
    mutating func checkSettled() {
        let alive = Set(
            machines.indices.filter { machines[$0].isUp && machines[$0].agent != nil }.map { machines[$0].host })
        for (name, node) in store.instances.sorted(by: { $0.key < $1.key }) {
            if node.isEnding, alive.contains(node.state.host) {
                fail(.settles, "\(name) still ends on \(node.state.host)")
            }
            if store.automatons[node.state.automaton] == nil { fail(.settles, "\(name) is there, and nobody wants it") }
        }
        for (_, node) in store.automatons.sorted(by: { $0.key < $1.key }) { checkSettled(node, alive) }
        for index in machines.indices where machines[index].isUp { checkRuns(index) }
    }

    /// What runs is what is placed.
    private mutating func checkRuns(_ index: Int) {
        let placed = Set(
            store.instances.values.filter { $0.state.host == machines[index].host && !$0.isEnding }.map(\.state.name))
        for name in machines[index].processes.keys.sorted() where !placed.contains(name) {
            fail(.settles, "\(name) runs on \(self.name(index)), and isn't placed there")
        }
    }

    private mutating func checkSettled(_ node: SimulatedStore.AutomatonNode, _ alive: Set<String>) {
        let policy = node.policy
        let memory = node.memory
        let generation =
            memory.failed.contains(policy.generation) ? memory.lastGood ?? policy.generation : policy.generation
        let own = store.instances.values.filter { $0.state.automaton == policy.name && !$0.isEnding }
            .sorted { $0.state.name < $1.state.name }
        let wanted = wanted(policy)
        // What never becomes ready was given back by now, unless there was no room to try it.
        let isTried = own.contains { $0.state.generation == generation && alive.contains($0.state.host) }
        if generation.isBad, memory.lastGood?.isBad == false, isTried {
            return fail(.settles, "\(policy.name) is still at \(generation), which never becomes ready")
        }
        var there = 0
        for instance in own {
            let host = instance.state.host
            let isAlive = alive.contains(host)
            if isAlive { there += 1 }
            let mustLeave = !isAlive || mustLeave(host, policy)
            if mustLeave, let other = place(for: policy, instead: instance.state) {
                return fail(
                    .settles, "\(instance.state.name) is on \(host), which it is to leave, and \(other) has room")
            }
            guard isAlive, !generation.isBad else { continue }
            // What never becomes ready stays where the rules let the good one be nowhere.
            if instance.state.generation.isBad, !isAllowedSomewhere(policy, instance.state) { continue }
            if instance.report != .ready {
                return fail(
                    .settles,
                    "\(instance.state.name) on \(host) is \(instance.report.map { "\($0)" } ?? "unheard of"), not ready"
                )
            }
            if instance.state.spec != generation.spec, !mustLeave, canChange(policy) {
                note("\(policy)")
                for controller in controllers { note("pending: \(controller.pending[policy.name]?.lines ?? [])") }
                return fail(.settles, "\(instance.state.name) runs \(instance.state.spec), not \(generation.spec)")
            }
        }
        if own.count > wanted, canChange(policy), !generation.isBad {
            return fail(.settles, "\(policy.name) has \(own.count) instances: \(wanted) wanted")
        }
        if own.count < wanted, !generation.isBad, let host = place(for: policy, instead: nil) {
            note("\(policy)")
            for controller in controllers { note("pending: \(controller.pending[policy.name]?.lines ?? [])") }
            fail(.settles, "\(policy.name) has \(own.count) of \(wanted) instances, and \(host) has room")
        }
    }

    /// Whether there is nothing that keeps an automaton from being as it should, like having room for no surge.
    private func canChange(_ policy: AutomatonPolicy) -> Bool {
        store.hosts.values.contains { host in
            Constraints.refusal(of: host.state, for: policy, except: "", in: store) == nil
                && Constraints.isBesideItsOwn(host.state, policy, in: store)
                && Constraints.hasRoom(host.state, for: policy, in: store) && isHeld(host.state.name)
        }
    }

    /// Whether there is a host that an instance could be on if there was room.
    private func isAllowedSomewhere(_ policy: AutomatonPolicy, _ instance: InstanceState) -> Bool {
        store.hosts.values.contains { host in
            Constraints.refusal(of: host.state, for: policy, except: instance.name, in: store) == nil
                && Constraints.isBesideItsOwn(host.state, policy, in: store) && isHeld(host.state.name)
        }
    }

    private func mustLeave(_ name: String, _ policy: AutomatonPolicy) -> Bool {
        guard let host = store.hosts[name]?.state else { return true }
        return host.draining
            || host.taints.contains { taint in
                taint.effect == .evict && !policy.tolerations.contains { $0.key == nil || $0.key == taint.key }
            }
    }

    private func isHeld(_ host: String) -> Bool {
        store.renewed[host].map { time - $0 < 12_000 } ?? false
    }

    /// A host that could have one more of an automaton; for one that leaves its host, another.
    private func place(for policy: AutomatonPolicy, instead instance: InstanceState?) -> String? {
        store.hosts.keys.sorted().first { name in
            guard let host = store.hosts[name]?.state, name != instance?.host, isHeld(name) else { return false }
            return Constraints.refusal(of: host, for: policy, except: instance?.name ?? "", in: store) == nil
                && Constraints.isBesideItsOwn(host, policy, in: store)
                && Constraints.hasRoom(host, for: policy, in: store)
        }
    }

    private func wanted(_ policy: AutomatonPolicy) -> Int {
        guard let each = policy.target.requestsPerSecond else {
            return policy.instances.initial ?? policy.instances.least
        }
        let asked = demand[policy.name]?.now(time).rounded() ?? 0
        return min(max(Int((asked / each).rounded(.up)), policy.instances.least), policy.instances.most)
    }
}
