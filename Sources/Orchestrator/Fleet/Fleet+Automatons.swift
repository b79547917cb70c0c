extension Fleet {
    /// Takes in what the operator wants of an automaton that is new, or changed.
    public mutating func put(_ policy: AutomatonPolicy) {
        let number = automatonNumber(of: policy.name)
        guard automatons[number].isGone || automatons[number].policy != policy else { return }
        journal.record(.automaton(number, automatons[number].policy, wasGone: automatons[number].isGone))
        set(number, to: policy, gone: false)
    }

    /// An automaton that nobody wants any more: its instances go.
    public mutating func remove(automaton name: String) {
        guard let number = automatonNumbers[name], !automatons[number].isGone else { return }
        journal.record(.automaton(number, automatons[number].policy, wasGone: false))
        set(number, to: automatons[number].policy, gone: true)
    }

    /// The automaton's number; one that isn't known yet is taken for gone.
    mutating func automatonNumber(of name: String) -> Int {
        if let number = automatonNumbers[name] { return number }
        let number = automatons.count
        var record = AutomatonRecord(
            policy: AutomatonPolicy(name: name, generation: Generation(artefact: "", configuration: "")))
        record.isGone = true
        automatons.append(record)
        automatonNumbers[name] = number
        return number
    }

    mutating func set(_ number: Int, to policy: AutomatonPolicy, gone: Bool) {
        let old = automatons[number]
        automatons[number].policy = policy
        automatons[number].isGone = gone
        avoid(old.isGone ? [] : old.policy.neighbours, gone ? [] : policy.neighbours, by: policy.name)
        for neighbour in old.policy.neighbours where neighbour.beside {
            companions[neighbour.automaton]?.remove(number)
        }
        for neighbour in policy.neighbours where neighbour.beside && !gone {
            companions[neighbour.automaton, default: []].insert(number)
        }
        attention.insert(number)
        let keys = Set(policy.labels.joined().map(\.key))
        if !keys.isSubset(of: labelKeys) {
            labelKeys.formUnion(keys)
            regroup()
        }
    }

    /// Those that lack an instance and may have a place for it, as they are to be beside one that has just come.
    func waiting(for automaton: String) -> Set<Int> { companions[automaton]?.intersection(pending) ?? [] }

    /// Whoever is avoided knows it, as being away from each other holds from both sides.
    private mutating func avoid(
        _ old: [AutomatonPolicy.Neighbour], _ new: [AutomatonPolicy.Neighbour], by name: String
    ) {
        for neighbour in old where !neighbour.beside {
            avoiders[neighbour.automaton]?.removeAll { $0.automaton == name && $0.key == neighbour.key }
        }
        for neighbour in new where !neighbour.beside && neighbour.automaton != name {
            avoiders[neighbour.automaton, default: []].append(
                AutomatonPolicy.Neighbour(name, beside: false, key: neighbour.key))
        }
    }
}
