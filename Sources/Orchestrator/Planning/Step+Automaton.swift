extension Step {
    /// The automaton that it is about, in the fleet that was planned on; nil for an instance that isn't there.
    public func automaton(in fleet: Fleet) -> String? {
        switch self {
        case .place(let placed), .move(let placed, _), .restart(let placed): placed.automaton
        case .stop(let instance, _, _), .adopt(let instance, _): fleet.instance(instance)?.automaton
        case .settle(let automaton, _), .giveBack(let automaton, _, _, _): automaton
        }
    }
}
