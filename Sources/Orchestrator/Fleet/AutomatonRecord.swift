/// An automaton with its instances, counted by where they are.
struct AutomatonRecord: Sendable {
    var policy: AutomatonPolicy
    /// Whether nobody wants it any more, so that its instances go.
    var isGone = false
    /// The slots of its instances, in no order.
    var instances: [Int] = []
    var perHost: [Int: Int] = [:]
    var perZone: [Int: Int] = [:]
    var perRegion: [Int: Int] = [:]
    /// How many hosts have so many of its instances each.
    var histogram: [Int: Int] = [:]
    var numbers = NumberPool()
    var memory = AutomatonMemory()

    init(policy: AutomatonPolicy) { self.policy = policy }

    /// Counts an instance in, or out.
    mutating func count(host: Int, zone: Int, region: Int, by step: Int) {
        guard host >= 0 else { return }
        let before = perHost[host] ?? 0
        Self.add(step, to: host, of: &perHost)
        Self.add(step, to: zone, of: &perZone)
        Self.add(step, to: region, of: &perRegion)
        if before > 0 { Self.add(-1, to: before, of: &histogram) }
        if before + step > 0 { Self.add(1, to: before + step, of: &histogram) }
    }

    private static func add(_ step: Int, to key: Int, of counts: inout [Int: Int]) {
        let sum = (counts[key] ?? 0) + step
        counts[key] = sum == 0 ? nil : sum
    }

    /// How many of its instances are in the same host, zone or region.
    func count(in key: TopologyKey, host: Int, of hostClass: HostClass.Key) -> Int {
        switch key {
        case .host: perHost[host] ?? 0
        case .zone: perZone[hostClass.zone] ?? 0
        case .region: perRegion[hostClass.region] ?? 0
        }
    }
}

/// The numbers in use in the names of an automaton's instances: the next one is the lowest that is free.
///
/// A number is in use as well while an instance is there that took the place of the one that had it: or that one's
/// name would come to mean another.
struct NumberPool: Sendable {
    private var uses: [Int: Int] = [:]
    /// No number below is free.
    private var floor = 1

    mutating func take(_ number: Int) { uses[number, default: 0] += 1 }

    mutating func giveBack(_ number: Int) {
        guard let count = uses[number] else { return }
        uses[number] = count > 1 ? count - 1 : nil
        if count == 1, number >= 1, number < floor { floor = number }
    }

    /// The lowest that is free.
    mutating func lowest() -> Int {
        while uses[floor] != nil { floor += 1 }
        return floor
    }
}
