import ConfigurationGraph

extension AutomatonWork {
    /// Stops those that are too many: such as serve nobody first, then from where there are the most, the latest first.
    mutating func shrink(_ pass: inout Pass) {
        guard crew.good.count > wanted else { return }
        let ended = tooMany(in: pass.fleet)
        crew.good.removeAll(where: Set(ended).contains)
        for slot in ended { end(slot, reason: cause, &pass) }
    }

    private mutating func tooMany(in fleet: Fleet) -> [Int] {
        let serves = { (slot: Int) in fleet.instances[slot].map(fleet.serves) ?? false }
        let order =
            dispensable(crew.good.filter { !serves($0) }, in: fleet)
            + dispensable(crew.good.filter(serves), in: fleet)
        var ended: [Int] = []
        for slot in order where crew.good.count - ended.count > wanted && canSpare(slot, in: fleet) {
            spare(slot, in: fleet)
            ended.append(slot)
        }
        return ended
    }

    /// Slots in the order in which they had best end, each taken from the place with the most that are left.
    private func dispensable(_ slots: [Int], in fleet: Fleet) -> [Int] {
        var groups: [Place: Group] = [:]
        for slot in slots {
            guard let record = fleet.instances[slot], record.host >= 0 else { continue }
            let (place, count, surplus) = place(of: record, in: fleet)
            groups[place, default: Group(count: count, surplus: surplus)].slots.append(slot)
        }
        var left = groups.sorted { $0.key < $1.key }.map(\.value)
        var order: [Int] = []
        while let next = left.indices.filter({ !left[$0].slots.isEmpty }).max(by: { left[$0] < left[$1] }) {
            order.append(left[next].slots.removeLast())
            left[next].count -= 1
            left[next].surplus -= 1
        }
        return order
    }

    private func place(of record: InstanceRecord, in fleet: Fleet) -> (Place, count: Int, surplus: Int) {
        let hostClass = fleet.classes[fleet.hosts[record.host].classNumber]
        let automaton = fleet.automatons[number]
        let count = automaton.count(in: policy.spread.key, host: record.host, of: hostClass.key)
        let location = allotment?.place(of: hostClass)
        let surplus = location.map { location in
            automaton.count(in: location.zone == nil ? .region : .zone, host: record.host, of: hostClass.key)
                - (allotment?.quotas[location] ?? 0)
        }
        let domain =
            switch policy.spread.key {
            case .host: record.state.host
            case .zone: "\(hostClass.region ?? "")/\(hostClass.zone ?? "")"
            case .region: hostClass.region ?? ""
            }
        return (Place(domain: domain, location: location?.description ?? ""), count, surplus ?? 0)
    }

    /// What tells apart where instances are too many.
    private struct Place: Hashable, Comparable {
        var domain: String
        var location: String

        static func < (left: Place, right: Place) -> Bool {
            (left.domain, left.location) < (right.domain, right.location)
        }
    }

    /// The instances of one place, by number, and how many there are with others that don't come into question.
    private struct Group: Comparable {
        var count: Int
        var surplus: Int
        var slots: [Int] = []

        static func < (left: Group, right: Group) -> Bool {
            (left.surplus, left.count) < (right.surplus, right.count)
        }
    }
}
