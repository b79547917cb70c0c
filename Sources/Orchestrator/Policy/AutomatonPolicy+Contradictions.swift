extension AutomatonPolicy {
    /// What can't hold together, whatever the hosts are.
    public var contradictions: [PolicyFault] { countFaults + targetFaults + needFaults + placeFaults }

    private var countFaults: [PolicyFault] {
        if instances.least > instances.most {
            return [.leastExceedsMost(least: instances.least, most: instances.most)]
        }
        if let initial = instances.initial, !(instances.least...instances.most).contains(initial) {
            return [.initialOutside(initial: initial, least: instances.least, most: instances.most)]
        }
        return []
    }

    private var targetFaults: [PolicyFault] {
        var faults: [PolicyFault] = []
        if let latency = target.latency, !(0.000_1...3600).contains(latency) {
            faults.append(
                .absurd(
                    parameter: "orchestrator.target.latency.duration", value: "\(latency) s",
                    why: "can't be met or missed; give 0.1ms to 1h"))
        }
        if target.latency != nil, !(0.01...0.999_9).contains(target.percentile) {
            faults.append(
                .absurd(
                    parameter: "orchestrator.target.latency.percentile", value: "\(target.percentile)",
                    why: "can't be measured; give 0.01 to 0.9999"))
        }
        if update.maxSurge.isNone, update.maxUnavailable.isNone, update.strategy == .rolling {
            faults.append(.noWayToUpdate)
        }
        return faults
    }

    private var needFaults: [PolicyFault] {
        var faults: [PolicyFault] = []
        for (index, port) in ports.enumerated() where ports[..<index].contains(where: { $0.overlaps(port) }) {
            faults.append(.portTwice(port))
        }
        if instances.most > 1, let volume = volumes.first(where: \.exclusive) {
            faults.append(.exclusiveVolumeOfMany(volume: volume.name, most: instances.most))
        }
        return faults
    }

    private var placeFaults: [PolicyFault] {
        var faults: [PolicyFault] = []
        if !allowed.isEmpty, allowed.allSatisfy(forbidden.contains) {
            faults.append(.allowedAndForbidden(allowed[0]))
        } else if forbidden.contains(PlaceSelector()) {
            faults.append(.allowedAndForbidden(PlaceSelector()))
        }
        let away = neighbours.filter { !$0.beside }
        for neighbour in neighbours where neighbour.beside {
            if away.contains(where: { $0.automaton == neighbour.automaton && neighbour.key.isWithin($0.key) }) {
                faults.append(.besideAndAway(automaton: neighbour.automaton))
            }
        }
        return faults
    }
}

extension UpdatePolicy.Share {
    fileprivate var isNone: Bool { self == .count(0) || self == .percent(0) }
}

extension TopologyKey {
    /// Whether being together in this means being together in the other.
    func isWithin(_ other: TopologyKey) -> Bool {
        let size: [TopologyKey] = [.host, .zone, .region]
        return (size.firstIndex(of: self) ?? 0) <= (size.firstIndex(of: other) ?? 0)
    }
}
