extension Search {
    /// Why a host can't have an instance, by the first reason; nil if it can. Spread is no such reason.
    func refusal(of host: Int, in fleet: Fleet) -> Refusal? {
        let record = fleet.hosts[host]
        return Self.absence(of: record) ?? verdicts[record.classNumber] ?? namedRefusal(of: record)
            ?? volumeRefusal(of: record, in: fleet) ?? shortage(on: record)
            ?? ownRefusal(of: host, record, in: fleet)
    }

    /// Why a host takes no instances at all.
    static func absence(of record: HostRecord) -> Refusal? {
        if record.isGone { return .gone }
        if record.state.lease != .held { return .lost }
        if record.state.draining { return .drained }
        return record.state.schedulable ? nil : .cordoned
    }

    /// Whether a host that has the resources is refused for another reason.
    func isRefusedAtLeaf(_ host: Int, in fleet: Fleet) -> Bool {
        if namesHosts || !policy.volumes.isEmpty {
            let record = fleet.hosts[host]
            if namedRefusal(of: record) != nil || volumeRefusal(of: record, in: fleet) != nil { return true }
        }
        guard hasOwnRules else { return false }
        return ownRefusal(of: host, fleet.hosts[host], in: fleet) != nil
    }

    /// Whether there are rules that only the host itself can answer.
    var hasOwnRules: Bool {
        !policy.devices.isEmpty || !policy.ports.isEmpty || !besideOnHost.isEmpty || !awayOnHost.isEmpty
    }

    func namedRefusal(of record: HostRecord) -> Refusal? {
        guard namesHosts else { return nil }
        let state = record.state
        let matches = { (selector: PlaceSelector) in
            selector.matches(region: state.region, zone: state.zone, host: state.name)
        }
        if !policy.allowed.isEmpty, !policy.allowed.contains(where: matches) {
            return .notAllowed("host " + state.name)
        }
        return policy.forbidden.first(where: matches).map { .forbidden($0) }
    }

    func volumeRefusal(of record: HostRecord, in fleet: Fleet) -> Refusal? {
        for use in policy.volumes {
            guard let volume = fleet.volumes[use.name] else { continue }
            if volume.host != record.state.name { return .volumeElsewhere(volume: use.name, host: volume.host) }
            if use.exclusive, let owner = volume.owner { return .volumeOwned(volume: use.name, owner: owner) }
        }
        return nil
    }

    func shortage(on record: HostRecord) -> Refusal? {
        let free = record.free
        if policy.request.cpu > free.cpu { return .cpu }
        if policy.request.memory > free.memory { return .memory }
        if policy.request.storage > free.storage { return .storage }
        return record.freeSlots < 1 ? .full : nil
    }

    func ownRefusal(of host: Int, _ record: HostRecord, in fleet: Fleet) -> Refusal? {
        if !policy.devices.isEmpty, record.devices(for: policy.devices) == nil {
            return .devices(policy.devices.map(\.kind).min() ?? "")
        }
        if let port = policy.ports.first(where: { port in record.ports.contains { $0.conflicts(with: port) } }) {
            return .port(port)
        }
        for other in besideOnHost where (fleet.automatons[other].perHost[host] ?? 0) == 0 {
            return .notBeside(automaton: fleet.automatons[other].policy.name, key: .host)
        }
        for other in awayOnHost where (fleet.automatons[other].perHost[host] ?? 0) > 0 && !planted(.awayIgnored) {
            return .notAway(automaton: fleet.automatons[other].policy.name, key: .host)
        }
        return nil
    }
}
