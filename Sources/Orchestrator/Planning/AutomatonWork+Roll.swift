extension AutomatonWork {
    /// Instances of lost hosts go on elsewhere under their names, or end where there are enough without them.
    mutating func healLost(_ pass: inout Pass) {
        for slot in crew.lost {
            guard let record = pass.fleet.instances[slot] else { continue }
            let host = record.state.host
            if crew.total >= wanted {
                end(slot, reason: "host \(host) is lost, and there are enough without it", &pass)
            } else if let moved = relocate(slot, cause: "host \(host) is lost", &pass) {
                crew.good.append(moved)
            } else {
                missing += 1
            }
        }
    }

    /// Places what is lacking and replaces what leaves, within the budget: never more too many or missing than allowed.
    mutating func roll(_ pass: inout Pass) {
        if policy.update.strategy == .recreate, !crew.outdated.isEmpty {
            recreate(&pass)
            return
        }
        var isStuck = false
        var isMoving = true
        while isMoving {
            isMoving = false
            while !isStuck, crew.good.count + missing < wanted, crew.total + missing < wanted + surgeNow {
                if placeOne(&pass) { isMoving = true } else { isStuck = true }
            }
            if stopReplaced(&pass) { isMoving = true }
            if replaceInPlace(&pass) { isMoving = true }
        }
        if isStuck { missing = max(missing, min(wanted - crew.good.count, wanted + surgeNow - crew.total)) }
    }

    /// Blue beside green: as many again, for as long as there are both.
    private var surgeNow: Int {
        policy.update.strategy == .blueGreen && !crew.outdated.isEmpty && !policy.isExclusive
            ? max(wanted, surge) : surge
    }

    private mutating func recreate(_ pass: inout Pass) {
        for (slot, reason) in crew.leaving where crew.outdated.contains(slot) {
            end(slot, reason: reason, &pass)
        }
        // What replaces them begins when they have ended.
        pass.wake(number, at: pass.now)
    }

    /// Places one more; false if there is no room for it.
    private mutating func placeOne(_ pass: inout Pass) -> Bool {
        let isReplacement = crew.total + missing >= wanted
        let replaced = isReplacement ? unreplaced(pass) : nil
        guard
            let slot = place(
                cause: replaced?.reason ?? cause,
                replaces: replaced.flatMap { pass.fleet.instances[$0.slot]?.state.name }, &pass)
        else { return false }
        crew.good.append(slot)
        return true
    }

    private func unreplaced(_ pass: Pass) -> (slot: Int, reason: String)? {
        crew.leaving.first { leaving in
            pass.fleet.instances[leaving.slot].map { pass.fleet.replacements[$0.state.name] == nil } ?? false
        }
    }

    /// Stops those that leave, as far as others are there for them.
    private mutating func stopReplaced(_ pass: inout Pass) -> Bool {
        var hasStopped = false
        for (slot, reason) in crew.leaving {
            let isUnasked = planted(.drainIgnoresReadiness) && reason.hasSuffix("drained")
            guard crew.total > wanted, isUnasked || canSpare(slot, in: pass.fleet), mayEnd(slot, pass) else { continue }
            spare(slot, in: pass.fleet)
            crew.leaving.removeAll { $0.slot == slot }
            crew.outdated.remove(slot)
            end(slot, reason: reason, &pass)
            hasStopped = true
        }
        return hasStopped
    }

    /// Green is ready as a whole before blue ends, but for as many of blue as are too many already.
    private func mayEnd(_ slot: Int, _ pass: Pass) -> Bool {
        guard policy.update.strategy == .blueGreen, crew.outdated.contains(slot), crew.outdated.count <= wanted,
            !isLeftOver(slot, pass)
        else { return true }
        return crew.good.count { pass.fleet.instances[$0]?.isReady == true } >= wanted
    }

    /// Whether it was tried in between and never served: neither blue nor green.
    private func isLeftOver(_ slot: Int, _ pass: Pass) -> Bool {
        guard crew.outdated.contains(slot), let record = pass.fleet.instances[slot], !record.isReady else {
            return false
        }
        return record.state.generation != pass.fleet.automatons[number].memory.lastGood
    }

    /// Those that may be missing meanwhile, and those that serve nobody, end first and begin anew.
    private mutating func replaceInPlace(_ pass: inout Pass) -> Bool {
        let isBlueGreen = policy.update.strategy == .blueGreen && !crew.outdated.isEmpty && !policy.isExclusive
        var hasMoved = false
        for (slot, reason) in crew.leaving where crew.good.count < wanted && canSpare(slot, in: pass.fleet) {
            guard let record = pass.fleet.instances[slot], pass.fleet.replacements[record.state.name] == nil else {
                continue
            }
            guard !blocked.contains(slot), !isBlueGreen || isLeftOver(slot, pass) else { continue }
            let served = pass.fleet.serves(record)
            guard let moved = relocate(slot, cause: reason, &pass) else {
                blocked.insert(slot)
                missing += 1
                continue
            }
            if served { crew.ready -= 1 }
            crew.leaving.removeAll { $0.slot == slot }
            crew.outdated.remove(slot)
            crew.good.append(moved)
            hasMoved = true
        }
        return hasMoved
    }
}
