/// A host with what is on it.
struct HostRecord: Sendable {
    var state: HostState
    let rank: UInt64
    /// Whether it was taken out of the fleet.
    var isGone = false
    var classNumber = -1
    /// Its place in its class.
    var leaf = -1
    /// What its instances were given.
    var used = Resources.none
    /// Its instances, in no order.
    var instances: [Int] = []
    var ports: [HostPort] = []
    /// How many of each group of devices are taken.
    var devicesTaken: [Int]
    var ids: IDRanges

    init(state: HostState) {
        self.state = state
        rank = state.rank
        devicesTaken = Array(repeating: 0, count: state.devices.count)
        ids = IDRanges(count: state.idRanges)
    }

    /// What is left; negative where more was given than there is.
    var free: Resources { state.allocatable - used }
    var freeSlots: Int { ids.isFull ? 0 : state.slots - instances.count + (planted(.roomOffByOne) ? 1 : 0) }
    var takesInstances: Bool { !isGone && state.takesInstances }

    /// Whether more was given than there is.
    var isOverfull: Bool {
        let free = free
        return free.cpu < 0 || free.memory < 0 || free.storage < 0 || instances.count > state.slots
    }

    /// The free share of the resource that is shortest, in thousandths.
    var room: Int {
        let all = state.allocatable
        let free = free
        let cpu = all.cpu > 0 ? free.cpu * 1000 / all.cpu : 0
        let memory = all.memory > 0 ? (free.memory >> 10) * 1000 / max(all.memory >> 10, 1) : 0
        return Int(max(0, min(cpu, memory)))
    }

    var summary: FreeTree.Summary {
        guard takesInstances else { return .none }
        return FreeTree.Summary(
            free: free, slots: freeSlots, room: room,
            artefacts: state.artefacts.reduce(0) { $0 | HostRecord.bit(of: $1) })
    }

    /// The bit that stands for an artefact in summaries.
    static func bit(of artefact: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in artefact.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return 1 << (hash >> 58)
    }

    /// Which devices would serve the requests: how many of each group; nil if there aren't enough.
    ///
    /// Requests that say most of what they need choose first, and take what says least of itself.
    func devices(for requests: [DeviceRequest]) -> [Int]? {
        var taken = Array(repeating: 0, count: state.devices.count)
        for request in requests.sorted(by: { ($1.attributes.count, $1.kind) < ($0.attributes.count, $0.kind) }) {
            var missing = request.count
            let groups = state.devices.indices.filter { state.devices[$0].serves(request) }
                .sorted { (state.devices[$0].attributes.count, $0) < (state.devices[$1].attributes.count, $1) }
            for group in groups where missing > 0 {
                let free = state.devices[group].count - devicesTaken[group] - taken[group]
                let taking = min(max(free, 0), missing)
                taken[group] += taking
                missing -= taking
            }
            if missing > 0 { return nil }
        }
        return taken
    }
}

/// Which ranges of user and group ids of a host are taken; the lowest that is free is found by words of 64.
struct IDRanges: Sendable {
    let count: Int
    private var words: [UInt64]
    private(set) var taken = 0

    init(count: Int) {
        self.count = max(count, 0)
        words = []
    }

    var isFull: Bool { taken >= count }

    var lowestFree: Int? {
        guard !isFull else { return nil }
        for (index, word) in words.enumerated() where word != .max {
            let number = index * 64 + (~word).trailingZeroBitCount
            return number < count ? number : nil
        }
        return words.count * 64 < count ? words.count * 64 : nil
    }

    /// Takes a range or gives it back; false if that is the case already, or it is none of this host.
    @discardableResult
    mutating func set(_ number: Int, taken isTaken: Bool) -> Bool {
        guard number >= 0, number < count else { return false }
        while words.count * 64 <= number { words.append(0) }
        let bit: UInt64 = 1 << (number % 64)
        guard (words[number / 64] & bit != 0) != isTaken else { return false }
        words[number / 64] ^= bit
        taken += isTaken ? 1 : -1
        return true
    }
}
