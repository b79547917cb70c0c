public import ConfigurationGraph

/// What the graph's instances should become, so that every automaton has the ones that it is owed.
public struct Placement: Hashable, Sendable {
    /// Instances that stay where they are.
    public var kept: [Instance]
    /// Instances to make; their `spec` is still empty, as resolution needs the placement first.
    public var placed: [Instance]
    /// Instances whose automaton is gone.
    public var removed: [Instance]

    /// All instances that there will be, sorted by name.
    public var instances: [Instance] { (kept + placed).sorted { $0.name < $1.name } }
}

/// Why an automaton can't be placed.
public enum PlacementError: Error, Hashable, Sendable {
    /// Every range of user and group ids of the host is taken.
    case noFreeIDRange(automaton: String, host: String, instances: Int)
}

extension PlacementError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noFreeIDRange(let automaton, let host, let instances):
            "\(automaton) can't be placed: all id ranges of host \(host) are taken by its \(instances) instances"
        }
    }
}

extension Placement {
    /// How many user and group ids an instance has: enough for every id that an image can name in 16 bits.
    public static let idRangeSize: UInt32 = 65_536

    /// Gives each automaton of a view its instance on the one host there is, but for those that were taken down.
    ///
    /// A function of the view alone: the same view gives the same placement. Names count from 1; an id range that
    /// is free is taken from the lowest up, so that files of an ephemeral root keep their owners over a restart.
    /// Debug variants are no one's due and are left as they are; they go with the instance that they are variants of.
    /// Takes time in proportion to automatons and instances.
    ///
    /// - Throws: ``PlacementError`` when the host has no room, and whatever reading the view throws.
    public static func onOneHost(_ host: Host, in view: some GraphView) throws -> Placement {
        let automatons = try view.values(Automaton.self)
        let all = try view.values(Instance.self)
        let instances = all.filter { !$0.isVariant }
        let names = Set(automatons.map(\.name))
        let kept = instances.filter { names.contains($0.automaton) }
        let served = Set(kept.map(\.automaton))
        var taken = Set(all.map(\.idBase))
        var placed: [Instance] = []
        for automaton in automatons where automaton.takenDown == nil && !served.contains(automaton.name) {
            guard let base = freeRange(of: host, taken: taken) else {
                throw PlacementError.noFreeIDRange(automaton: automaton.name, host: host.name, instances: taken.count)
            }
            taken.insert(base)
            placed.append(
                Instance(
                    name: "\(automaton.name)-1", automaton: automaton.name, host: host.name, spec: "", idBase: base))
        }
        let removed = instances.filter { !names.contains($0.automaton) }
        let variants = all.filter { variant in removed.contains { $0.name == variant.session?.original } }
        return Placement(kept: kept, placed: placed, removed: removed + variants)
    }

    /// Leaves instances to whoever plans for all hosts, but for those whose automaton is gone: they go with it.
    public static func leftToController(in view: some GraphView) throws -> Placement {
        let names = Set(try view.names(of: .automaton))
        let removed = try view.values(Instance.self).filter { !names.contains($0.automaton) }
        return Placement(kept: [], placed: [], removed: removed)
    }

    static func freeRange(of host: Host, taken: Set<UInt32>) -> UInt32? {
        let ranges = host.idRangeSize / idRangeSize
        return (0..<ranges).lazy.map { host.idRangeStart + $0 * idRangeSize }.first { !taken.contains($0) }
    }
}
