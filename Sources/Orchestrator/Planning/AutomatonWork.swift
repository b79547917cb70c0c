import ConfigurationGraph

/// The decisions on one automaton: how many it shall have, which generation they run, who comes and who goes.
struct AutomatonWork {
    let number: Int
    let policy: AutomatonPolicy
    var search: Search
    /// What was counted of hosts refused; nil where it is to be counted anew.
    var count: RefusalCount?
    /// How many there shall be, and why.
    var wanted = 0
    var cause = ""
    var crew = Crew()
    /// How many are lacking that no host can have.
    var missing = 0
    /// Those that leave and have no other place.
    var blocked: Set<Int> = []
    /// Whether making room was tried in vain.
    var hasTriedToPreempt = false
    /// What new instances run.
    var generation: Generation
    /// What the search is for: where requests come from.
    var allotment: Allotment?
    var travels: Travels?

    init(_ number: Int, in pass: Pass) {
        self.number = number
        policy = pass.fleet.automatons[number].policy
        search = Search(number, in: pass.fleet)
        generation = policy.generation
    }

    mutating func run(_ pass: inout Pass) {
        scale(&pass)
        chooseGeneration(&pass)
        sortOut(&pass)
        followRollout(&pass)
        healLost(&pass)
        roll(&pass)
        shrink(&pass)
        settleIfComplete(&pass)
        moveNearer(&pass)
        explainMissing(&pass)
    }

    /// How many instances there may be too many meanwhile.
    var surge: Int { policy.isExclusive ? 0 : policy.update.surge(of: wanted) }

    /// How many instances may be missing meanwhile.
    var unavailable: Int {
        let share = policy.update.unavailable(of: wanted)
        return policy.isExclusive ? max(share, 1) : share
    }

    /// Whether as many are ready without one of them as there must be.
    func canSpare(_ slot: Int, in fleet: Fleet) -> Bool {
        guard fleet.instances[slot]?.isReady == true, !planted(.budgetIgnored) else { return true }
        return crew.ready - 1 >= wanted - unavailable
    }

    /// It ends: one that served is ready no more.
    mutating func spare(_ slot: Int, in fleet: Fleet) {
        if fleet.instances[slot].map(fleet.serves) ?? false { crew.ready -= 1 }
    }

    /// Searches anew, as more changed than how many there are of its own in each place.
    mutating func renewSearch(in fleet: Fleet) {
        search = Search(number, in: fleet, allotment: allotment)
        count = nil
    }
}

/// An automaton's instances by what becomes of them: slots, in the order of their numbers.
struct Crew {
    /// On hosts that are lost.
    var lost: [Int] = []
    /// As they should be.
    var good: [Int] = []
    /// To be replaced, those first that serve nobody, with the reason.
    var leaving: [(slot: Int, reason: String)] = []
    /// Of another generation; all of them are among those that leave.
    var outdated: Set<Int> = []
    /// How many are ready and on a host that is there.
    var ready = 0

    var total: Int { good.count + leaving.count }
}
