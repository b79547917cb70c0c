import ConfigurationGraph

extension AutomatonWork {
    /// A generation that failed isn't tried again while there is a good one.
    mutating func chooseGeneration(_ pass: inout Pass) {
        let memory = pass.fleet.automatons[number].memory
        generation = policy.generation
        guard memory.failed.contains(generation), let good = memory.lastGood else { return }
        generation = good
        if planted(.halfGivenBack) { generation.configuration = policy.generation.configuration }
    }

    /// Follows a change: does it get on, or did it stand still for too long? Only what has a place and isn't ready in time
    /// speaks against a generation; that there is no room for more doesn't.
    mutating func followRollout(_ pass: inout Pass) {
        let memory = pass.fleet.automatons[number].memory
        guard generation != memory.lastGood, wanted > 0 else {
            if memory.rollout != nil { pass.remember(number) { $0.rollout = nil } }
            return
        }
        guard !memory.failed.contains(generation) else { return }
        let ready = readyOfGeneration(in: pass.fleet)
        if ready < wanted || !crew.outdated.isEmpty { progress(memory.rollout, ready: ready, &pass) }
    }

    private func readyOfGeneration(in fleet: Fleet) -> Int {
        crew.good.count { fleet.instances[$0]?.isReady == true }
    }

    private func isTried(in fleet: Fleet) -> Bool {
        crew.good.contains { fleet.instances[$0]?.isTrying == true } || planted(.blamedForRoom)
    }

    /// The change under way, whose time begins if something of it has just been placed.
    private func rolloutAsTried(_ pass: inout Pass) -> AutomatonMemory.Rollout? {
        guard var rollout = pass.fleet.automatons[number].memory.rollout, !rollout.isTried, isTried(in: pass.fleet)
        else { return pass.fleet.automatons[number].memory.rollout }
        rollout.progressed = pass.now
        rollout.isTried = true
        pass.remember(number) { $0.rollout = rollout }
        return rollout
    }

    /// A generation is good once all instances are of it and ready.
    mutating func settleIfComplete(_ pass: inout Pass) {
        guard generation != pass.fleet.automatons[number].memory.lastGood, wanted > 0, crew.outdated.isEmpty,
            readyOfGeneration(in: pass.fleet) >= wanted
        else {
            if let rollout = rolloutAsTried(&pass), rollout.isTried {
                pass.wake(number, at: rollout.progressed + policy.update.progressDeadline)
            }
            return
        }
        pass.plan.steps.append(.settle(automaton: policy.name, generation: generation))
        pass.remember(number) {
            $0.lastGood = generation
            $0.rollout = nil
            // What failed may be tried again once something else was good.
            $0.failed = []
        }
    }

    private mutating func progress(_ known: AutomatonMemory.Rollout?, ready: Int, _ pass: inout Pass) {
        let now = pass.now
        let begun = AutomatonMemory.Rollout(
            generation: generation, progressed: now, ready: ready, isTried: isTried(in: pass.fleet))
        var rollout = known ?? begun
        let wasTried = rollout.isTried && begun.isTried
        if rollout.generation != generation || ready > rollout.ready || !wasTried { rollout = begun }
        let deadline = rollout.progressed + policy.update.progressDeadline
        if deadline > now {
            if rollout != known { pass.remember(number) { $0.rollout = rollout } }
        } else {
            giveBack(ready: ready, &pass)
        }
    }

    /// Goes back to the last good generation, code and configuration together.
    private mutating func giveBack(ready: Int, _ pass: inout Pass) {
        let good = pass.fleet.automatons[number].memory.lastGood
        let words = Words.number(policy.update.progressDeadline)
        pass.plan.steps.append(
            .giveBack(
                automaton: policy.name, failed: generation, to: good,
                reason: "\(ready) of \(wanted) ready, and no more within \(words) s"))
        let failed = generation
        pass.remember(number) {
            $0.failed.insert(failed)
            $0.rollout = nil
        }
        guard let good else { return }
        generation = good
        sortOut(&pass)
    }
}
