import ConfigurationGraph

extension Pass {
    /// Plans; where few instances on few hosts are left pending, plans again with places that hold all of them.
    mutating func runWithPacking() {
        guard fleet.hostCount <= Packing.mostHosts else { return run() }
        let mark = fleet.mark()
        run()
        guard let order = repackable else { return fleet.keep(mark) }
        fleet.undo(to: mark)
        fittedPlaces = Packing(of: order, in: &fleet)?.hosts ?? [:]
        plan = Plan()
        overfull = []
        lacking = [:]
        run()
    }

    /// The automatons of all instances that were placed or are pending, one entry each, in the order in which they are
    /// placed; nil if there is nothing but these to plan, or there are too many.
    private var repackable: [Int]? {
        var names = plan.pending.flatMap { Array(repeating: $0.automaton, count: $0.instances) }
        guard !names.isEmpty else { return nil }
        for step in plan.steps {
            switch step {
            case .place(let placed) where placed.reason.replaces == nil: names.append(placed.automaton)
            case .settle, .adopt: break
            default: return nil
            }
        }
        guard names.count <= Packing.mostInstances else { return nil }
        let numbers = names.compactMap { fleet.automatonNumbers[$0] }
        return inOrder(Set(numbers)).flatMap { number in numbers.filter { $0 == number } }
    }
}
