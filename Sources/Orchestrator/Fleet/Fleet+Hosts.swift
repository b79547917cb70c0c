extension Fleet {
    /// Takes hosts in, without their places in the classes' trees.
    mutating func load(_ states: [HostState]) throws(FleetFault) {
        for state in states {
            guard hostNumbers[state.name] == nil else { throw .hostTwice(state.name) }
            let number = hosts.count
            hosts.append(HostRecord(state: state))
            hostNumbers[state.name] = number
            hostCount += 1
            hosts[number].classNumber = classNumber(of: state)
        }
        regroup()
    }

    /// Takes a host in that joins, or whatever changed of one that is there.
    ///
    /// A host that joins is given its share of the instances, step by step. Takes time in proportion to its class where
    /// it joins, or what tells its class apart changed; else hardly any.
    public mutating func put(_ state: HostState) {
        defer { bindFound(of: state) }
        guard let number = hostNumbers[state.name] else { return join(state) }
        let before = hosts[number].state
        let isBack = hosts[number].isGone || (!hosts[number].takesInstances && state.takesInstances)
        guard before != state || hosts[number].isGone else { return }
        journal.record(.host(number, before, wasGone: hosts[number].isGone))
        set(number, to: state, gone: false)
        if isBack { joins[number] = share }
        roomGrew = true
    }

    /// Takes a host out for good: its instances have no host any more, and what was kept on it is lost.
    public mutating func remove(host name: String) {
        guard let number = hostNumbers[name], !hosts[number].isGone else { return }
        journal.record(.host(number, hosts[number].state, wasGone: false))
        set(number, to: hosts[number].state, gone: true)
        joins[number] = nil
        for (volume, state) in volumes where state.host == name {
            journal.record(.unbound(volume, state))
            volumes[volume] = nil
        }
        roomGrew = true
    }

    private mutating func join(_ state: HostState) {
        let number = addGone(state)
        journal.record(.host(number, state, wasGone: true))
        set(number, to: state, gone: false)
        joins[number] = share
        roomGrew = true
    }

    /// The number of a host that an instance is on. One that isn't there is as one that was taken out, and finds its
    /// instances when it comes.
    mutating func hostNumber(of name: String) -> Int {
        hostNumbers[name] ?? addGone(HostState(name: name, capacity: .none))
    }

    private mutating func addGone(_ state: HostState) -> Int {
        let number = hosts.count
        hosts.append(HostRecord(state: state))
        hosts[number].isGone = true
        hostNumbers[state.name] = number
        hosts[number].classNumber = classNumber(of: state)
        insertIntoClass(number)
        strained.insert(number)
        return number
    }

    /// The hosts that take instances.
    var openHostCount: Int { hostCount - unavailable.count }

    /// The most instances that move to a host that joins.
    var share: Int { openHostCount == 0 ? 0 : (instanceCount + openHostCount - 1) / openHostCount }

    mutating func set(_ number: Int, to state: HostState, gone: Bool) {
        let before = hosts[number]
        let classNumber = classNumber(of: state)
        let isRecounted = before.isGone != gone || before.classNumber != classNumber
        if isRecounted, !before.isGone { countIn(allOn: number, by: -1) }
        if before.isGone != gone { hostCount += gone ? -1 : 1 }
        hosts[number].state = state
        hosts[number].isGone = gone
        if before.state.devices != state.devices || before.devicesTaken.count != state.devices.count {
            hosts[number].devicesTaken = Array(repeating: 0, count: state.devices.count)
            for slot in before.instances { retakeDevices(slot, on: number) }
        }
        if (before.state.idStart, before.state.idRanges) != (state.idStart, state.idRanges) { retakeIDs(on: number) }
        if before.isGone, !gone { retakeVolumes(on: number) }
        if classNumber != before.classNumber { moveToClass(number, classNumber) }
        if isRecounted, !gone { countIn(allOn: number, by: 1) }
        givenUp.remove(number)
        sumUp(number)
        if isStrained(number) { strained.insert(number) } else { strained.remove(number) }
        if gone || state.takesInstances { unavailable.remove(number) } else { unavailable.insert(number) }
        for slot in hosts[number].instances {
            if let automaton = instances[slot]?.automaton, automaton >= 0 { attention.insert(automaton) }
        }
    }

    /// Whether instances on it may have to leave.
    func isStrained(_ number: Int) -> Bool {
        let host = hosts[number]
        return host.isGone || host.state.draining || host.state.lease != .held || host.isOverfull
            || host.state.taints.contains { $0.effect == .evict }
    }

    private mutating func retakeDevices(_ slot: Int, on number: Int) {
        guard let requests = instances[slot]?.state.devices, !requests.isEmpty else { return }
        let taken =
            hosts[number].devices(for: requests) ?? Array(repeating: 0, count: hosts[number].state.devices.count)
        for group in taken.indices { hosts[number].devicesTaken[group] += taken[group] }
        instances[slot]?.devices = taken
    }

    private mutating func retakeIDs(on number: Int) {
        hosts[number].ids = IDRanges(count: hosts[number].state.idRanges)
        for slot in hosts[number].instances {
            let range = instances[slot].flatMap { hosts[number].range(of: $0.state.idBase) }
            instances[slot]?.ownsIDs = range.map { hosts[number].ids.set($0, taken: true) } ?? false
        }
    }

    /// What was kept on a host that came back is there again, for those that are still on it.
    private mutating func retakeVolumes(on number: Int) {
        for record in hosts[number].instances.compactMap({ instances[$0] }) { takeVolumes(of: record) }
    }

    // MARK: classes

    mutating func classNumber(of state: HostState) -> Int {
        let key = HostClass.Key(
            region: topology.number(.init(region: state.region)),
            zone: topology.number(.init(region: state.region, zone: state.zone)),
            labels: state.labels.filter { labelKeys.contains($0.key) }, taints: state.taints,
            architecture: state.architecture, features: state.features, cost: Int(min(max(state.cost, 0), 5000)))
        if let number = classNumbers[key] { return number }
        classNumbers[key] = classes.count
        classes.append(HostClass(key: key, region: state.region, zone: state.zone))
        return classes.count - 1
    }

    /// Puts all hosts into classes anew, in time proportional to their number.
    mutating func regroup() {
        for index in classes.indices {
            classes[index].members = []
            classes[index].ranks = []
        }
        for number in hosts.indices.sorted(by: { comesBefore($0, $1) }) {
            let classNumber = classNumber(of: hosts[number].state)
            hosts[number].classNumber = classNumber
            hosts[number].leaf = classes[classNumber].members.count
            classes[classNumber].members.append(number)
            classes[classNumber].ranks.append(hosts[number].rank)
        }
        sumUpAllHosts()
    }

    func comesBefore(_ left: Int, _ right: Int) -> Bool {
        hosts[left].rank != hosts[right].rank
            ? hosts[left].rank < hosts[right].rank : hosts[left].state.name < hosts[right].state.name
    }

    mutating func sumUpAllHosts() {
        for index in classes.indices { rebuildTree(index) }
        strained = Set(hosts.indices.filter { isStrained($0) })
        unavailable = Set(hosts.indices.filter { !hosts[$0].isGone && !hosts[$0].takesInstances })
    }

    private mutating func rebuildTree(_ index: Int) {
        let members = classes[index].members
        classes[index].tree = FreeTree(members.map { hosts[$0].summary })
    }

    private mutating func insertIntoClass(_ number: Int) {
        let index = hosts[number].classNumber
        var place = classes[index].members.count
        while place > 0, comesBefore(number, classes[index].members[place - 1]) { place -= 1 }
        classes[index].members.insert(number, at: place)
        classes[index].ranks.insert(hosts[number].rank, at: place)
        renumber(index, from: place)
    }

    private mutating func moveToClass(_ number: Int, _ index: Int) {
        let old = hosts[number].classNumber
        if let place = classes[old].members.firstIndex(of: number) {
            classes[old].members.remove(at: place)
            classes[old].ranks.remove(at: place)
            renumber(old, from: place)
        }
        hosts[number].classNumber = index
        insertIntoClass(number)
    }

    /// Counts what is on a host by its zone and region. What is on a host that was taken out is nowhere: nobody is beside it, and
    /// nobody must be away from it.
    private mutating func countIn(allOn number: Int, by step: Int) {
        let key = classes[hosts[number].classNumber].key
        for slot in hosts[number].instances {
            guard let automaton = instances[slot]?.automaton, automaton >= 0 else { continue }
            automatons[automaton].count(host: number, zone: key.zone, region: key.region, by: step)
        }
    }

    private mutating func renumber(_ index: Int, from place: Int) {
        for leaf in place..<max(place, classes[index].members.count) {
            hosts[classes[index].members[leaf]].leaf = leaf
        }
        rebuildTree(index)
    }

    /// Lets the index see what a host has free now.
    mutating func sumUp(_ number: Int) {
        classes[hosts[number].classNumber].tree.set(hosts[number].leaf, hosts[number].summary)
    }
}
