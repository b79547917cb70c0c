/// What is being done about the number of instances.
actor ScalingBoard {
    private var busy: Set<String> = []
    private var leaving: Set<String> = []

    /// Whether an automaton's number may be changed now; whoever gets true says when it is done.
    func begin(_ automaton: String) -> Bool { busy.insert(automaton).inserted }

    func end(_ automaton: String) { busy.remove(automaton) }

    /// Gives instances no new requests from now on.
    func leave(_ instances: [String]) { leaving.formUnion(instances) }

    func hasLeft(_ instances: [String]) { leaving.subtract(instances) }

    func isLeaving(_ instance: String) -> Bool { leaving.contains(instance) }
}
