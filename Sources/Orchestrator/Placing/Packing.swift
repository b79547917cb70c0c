/// Places for all of some instances at once, where one after the other doesn't find them: a search through all ways.
///
/// Only for few hosts and few instances, and for so many steps at the most: who packs exactly packs slowly.
struct Packing {
    /// The most hosts and instances, and the most hosts tried.
    static let mostHosts = 12
    static let mostInstances = 12
    static let mostSteps = 20_000

    /// The hosts that each automaton's instances get, in the order in which they are placed; nil if no way was found.
    let hosts: [Int: [Int]]

    /// - Parameter automatons: whose instances are to be placed, one entry each, in the order in which they are placed.
    init?(of automatons: [Int], in fleet: inout Fleet) {
        guard automatons.count <= Self.mostInstances, fleet.hostCount <= Self.mostHosts else { return nil }
        var steps = 0
        var chosen: [Int] = []
        guard Self.place(automatons[...], after: nil, &chosen, &steps, in: &fleet) else { return nil }
        hosts = Dictionary(grouping: zip(automatons, chosen), by: \.0).mapValues { $0.map(\.1) }
    }

    /// Places the first and tries to place the rest; puts the fleet back as it was.
    private static func place(
        _ automatons: ArraySlice<Int>, after last: (automaton: Int, host: Int)?, _ chosen: inout [Int],
        _ steps: inout Int, in fleet: inout Fleet
    ) -> Bool {
        guard let automaton = automatons.first else { return true }
        let search = Search(automaton, in: fleet)
        var hosts = fleet.hosts.indices.filter { !fleet.hosts[$0].isGone }
        if let only = search.only { hosts = hosts.filter(only.contains) }
        // Two of one automaton are alike: only one order of their hosts need be tried.
        if let last, last.automaton == automaton { hosts = hosts.filter { !fleet.comesBefore($0, last.host) } }
        // The fullest first, so that the emptiest are left for what is large.
        hosts.sort { left, right in
            let rooms = (fleet.hosts[left].room, fleet.hosts[right].room)
            return rooms.0 != rooms.1 ? rooms.0 < rooms.1 : fleet.comesBefore(left, right)
        }
        for host in hosts where search.refusal(of: host, in: fleet) == nil {
            steps += 1
            guard steps <= mostSteps else { return false }
            let mark = fleet.mark()
            fleet.add(candidate(of: search.policy, on: fleet.hosts[host], number: chosen.count))
            chosen.append(host)
            let isPlaced = place(automatons.dropFirst(), after: (automaton, host), &chosen, &steps, in: &fleet)
            fleet.undo(to: mark)
            if isPlaced { return true }
            chosen.removeLast()
        }
        return false
    }

    private static func candidate(of policy: AutomatonPolicy, on host: HostRecord, number: Int) -> InstanceState {
        var state = InstanceState(
            name: "\(policy.name)-?\(number)", automaton: policy.name, host: host.state.name,
            generation: policy.generation, phase: .starting, request: policy.request,
            idBase: host.freeIDBase ?? host.state.idStart)
        state.devices = policy.devices
        state.ports = policy.ports
        state.volumes = policy.volumes
        return state
    }
}
