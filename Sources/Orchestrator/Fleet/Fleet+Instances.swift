extension Fleet {
    /// Takes an instance in as it is, whether there is room for it or not.
    ///
    /// - Returns: its slot.
    @discardableResult
    mutating func add(_ state: InstanceState) -> Int {
        let slot = freeSlots.popLast() ?? instances.count
        if slot == instances.count { instances.append(nil) }
        let automaton = state.isVariant ? -1 : automatonNumber(of: state.automaton)
        let host = state.host.isEmpty ? -1 : hostNumber(of: state.host)
        var record = InstanceRecord(state: state, automaton: automaton, host: host, number: state.number ?? 0)
        if automaton >= 0 {
            record.position = automatons[automaton].instances.count
            automatons[automaton].instances.append(slot)
            automatons[automaton].numbers.take(record.number)
            if let replaced = state.replacedNumber { automatons[automaton].numbers.take(replaced) }
            attention.insert(automaton)
            attention.formUnion(waiting(for: state.automaton))
            instanceCount += 1
        }
        instanceNumbers[state.name] = slot
        if let replaced = state.replaces { replacements[replaced] = slot }
        if host >= 0 { settle(&record, slot: slot, on: host) }
        instances[slot] = record
        takeVolumes(of: record)
        journal.record(.added(slot))
        return slot
    }

    /// Takes an instance out, with all that it had.
    mutating func remove(slot: Int) {
        guard let record = instances[slot] else { return }
        if record.host >= 0 { leave(record, slot: slot) }
        if record.automaton >= 0 {
            let last = automatons[record.automaton].instances.count - 1
            let moved = automatons[record.automaton].instances[last]
            automatons[record.automaton].instances[record.position] = moved
            instances[moved]?.position = record.position
            automatons[record.automaton].instances.removeLast()
            automatons[record.automaton].numbers.giveBack(record.number)
            if let replaced = record.state.replacedNumber {
                automatons[record.automaton].numbers.giveBack(replaced)
            }
            attention.insert(record.automaton)
            instanceCount -= 1
        }
        instanceNumbers[record.state.name] = nil
        if let replaced = record.state.replaces, replacements[replaced] == slot { replacements[replaced] = nil }
        for volume in record.state.volumes where volumes[volume.name]?.owner == record.state.name {
            volumes[volume.name]?.owner = nil
        }
        instances[slot] = nil
        freeSlots.append(slot)
        roomGrew = true
        journal.record(.removed(slot, record.state))
    }

    /// Takes in what changed of an instance, or an instance that is new.
    public mutating func put(_ state: InstanceState) {
        guard let slot = instanceNumbers[state.name], let record = instances[slot] else {
            add(state)
            return
        }
        guard record.state != state else { return }
        var light = record.state
        light.phase = state.phase
        light.generation = state.generation
        light.spec = state.spec
        light.wantedSpec = state.wantedSpec
        if light == state {
            journal.record(.changed(slot, record.state))
            change(slot, to: state)
        } else {
            remove(slot: slot)
            add(state)
        }
    }

    /// Takes in what leaves an instance where it is and what it has.
    mutating func change(_ slot: Int, to state: InstanceState) {
        guard let record = instances[slot] else { return }
        instances[slot]?.state = state
        if record.automaton >= 0 { attention.insert(record.automaton) }
    }

    /// Takes an instance out that is there no more.
    public mutating func remove(instance name: String) {
        if let slot = instanceNumbers[name] { remove(slot: slot) }
    }

    private mutating func settle(_ record: inout InstanceRecord, slot: Int, on host: Int) {
        let state = record.state
        hosts[host].used += state.request
        hosts[host].instances.append(slot)
        loads.move(host, to: hosts[host].instances.count)
        for port in state.ports {
            hosts[host].ports.append(port)
            portHolders[port.number, default: []].insert(host)
        }
        if !state.devices.isEmpty {
            record.devices = hosts[host].devices(for: state.devices) ?? []
            for group in record.devices.indices { hosts[host].devicesTaken[group] += record.devices[group] }
        }
        if let range = hosts[host].range(of: state.idBase) {
            record.ownsIDs = hosts[host].ids.set(range, taken: true)
        }
        countIn(record, by: 1)
        sumUp(host)
        if hosts[host].isOverfull { strained.insert(host) }
    }

    private mutating func leave(_ record: InstanceRecord, slot: Int) {
        let host = record.host
        hosts[host].used -= record.state.request
        if let place = hosts[host].instances.firstIndex(of: slot) {
            hosts[host].instances.swapAt(place, hosts[host].instances.count - 1)
            hosts[host].instances.removeLast()
            loads.move(host, to: hosts[host].instances.count)
        }
        for port in record.state.ports {
            if let place = hosts[host].ports.firstIndex(of: port) { hosts[host].ports.remove(at: place) }
            if !hosts[host].ports.contains(where: { $0.number == port.number }) {
                portHolders[port.number]?.remove(host)
            }
        }
        for group in record.devices.indices { hosts[host].devicesTaken[group] -= record.devices[group] }
        if record.ownsIDs, let range = hosts[host].range(of: record.state.idBase) {
            hosts[host].ids.set(range, taken: false)
        }
        countIn(record, by: -1)
        sumUp(host)
    }

    private mutating func countIn(_ record: InstanceRecord, by step: Int) {
        guard record.automaton >= 0, !hosts[record.host].isGone else { return }
        let key = classes[hosts[record.host].classNumber].key
        automatons[record.automaton].count(host: record.host, zone: key.zone, region: key.region, by: step)
    }

    /// Binds volumes to the host of an instance that mounts them. What was on a host that is gone is bound to none.
    mutating func takeVolumes(of record: InstanceRecord) {
        guard record.host >= 0, !hosts[record.host].isGone else { return }
        for volume in record.state.volumes {
            if volumes[volume.name] == nil {
                volumes[volume.name] = VolumeState(host: record.state.host)
                journal.record(.bound(volume.name))
            }
            if volume.exclusive, volumes[volume.name]?.owner == nil { volumes[volume.name]?.owner = record.state.name }
        }
    }

    /// Takes the volumes that were found on a host to be there, unless they are known to be elsewhere.
    mutating func bindFound(of host: HostState) {
        for volume in host.volumes where volumes[volume] == nil {
            bind(volume, to: host.name)
            journal.record(.bound(volume))
        }
    }

    /// Says on which host a volume is.
    mutating func bind(_ volume: String, to host: String) { volumes[volume] = VolumeState(host: host) }
}

extension HostRecord {
    /// Which range of ids begins so; nil if it is none of this host's.
    func range(of base: UInt32) -> Int? {
        guard base >= state.idStart, (base - state.idStart).isMultiple(of: Placement.idRangeSize) else { return nil }
        return Int((base - state.idStart) / Placement.idRangeSize)
    }

    /// The first id of the lowest range that is free.
    var freeIDBase: UInt32? {
        ids.lowestFree.flatMap { UInt32(exactly: UInt64(state.idStart) + UInt64($0) * UInt64(Placement.idRangeSize)) }
    }
}
