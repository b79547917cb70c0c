import ConfigurationGraph

extension Pass {
    /// Finds hosts whose instances must go, and those that are to be waited for.
    mutating func lookAtHosts() {
        for host in fleet.strained.sorted() where !fleet.hosts[host].instances.isEmpty {
            if case .ranOut(let moment) = fleet.hosts[host].state.lease, !fleet.hosts[host].isGone {
                lookAtLost(host, since: moment)
            } else if fleet.hosts[host].isGone, !fleet.givenUp.contains(host) {
                fleet.givenUp.insert(host)
                attend(to: fleet.hosts[host].instances)
            }
            if fleet.hosts[host].isOverfull, fleet.hosts[host].takesInstances {
                let victims = victims(on: host)
                overfull.formUnion(victims)
                attend(to: victims)
            }
        }
    }

    /// After a grace its instances are given up; what holds an exclusive volume waits for the watchdog as well.
    private mutating func lookAtLost(_ host: Int, since moment: Moment) {
        guard !fleet.givenUp.contains(host) else { return }
        guard isLost(host) else { return plan.wakeBy(moment + settings.grace) }
        attend(to: fleet.hosts[host].instances)
        if isLost(host, margin: settings.watchdogMargin) {
            fleet.givenUp.insert(host)
        } else {
            plan.wakeBy(moment + (settings.grace + settings.watchdogMargin))
        }
    }

    private mutating func attend(to slots: [Int]) {
        for slot in slots {
            if let automaton = fleet.instances[slot]?.automaton, automaton >= 0 { fleet.attention.insert(automaton) }
        }
    }

    /// Who has to leave a host so that the others have what they were given: the lowest priority first, state last.
    private func victims(on host: Int) -> [Int] {
        let record = fleet.hosts[host]
        let key = { (slot: Int) -> (Int, Int, String) in
            guard let instance = fleet.instances[slot], instance.automaton >= 0 else { return (1, .max, "") }
            let policy = fleet.automatons[instance.automaton].policy
            return (policy.isStateful ? 1 : 0, policy.priority, instance.state.name)
        }
        var free = record.free
        var count = record.instances.count
        var victims: [Int] = []
        for (slot, _) in record.instances.map({ ($0, key($0)) }).sorted(by: { $0.1 < $1.1 }) {
            let isShort = free.cpu < 0 || free.memory < 0 || free.storage < 0 || count > record.state.slots
            guard isShort, let state = fleet.instances[slot]?.state else { break }
            free += state.request
            count -= 1
            victims.append(slot)
        }
        return victims
    }
}
