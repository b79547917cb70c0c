import ConfigurationGraph

/// How many instances each location is to have, so that requests travel as little as they can.
///
/// Each instance is to serve the same share of the requests. The places with the nearest users get as many instances as
/// these ask for, rounded by the largest remainder; then single instances change places as long as that saves time.
struct Allotment: Equatable {
    let quotas: [Location: Int]
    /// The seconds that all requests of a second travel by the quotas.
    let cost: Double

    /// The location that counts for a class: its zone where that has a quota, else its region.
    func place(of hostClass: HostClass) -> Location? { Self.place(of: hostClass) { quotas[$0] != nil } }

    static func place(of hostClass: HostClass, where isKnown: (Location) -> Bool) -> Location? {
        guard let region = hostClass.region else { return nil }
        if let zone = hostClass.zone.map({ Location(region: region, zone: $0) }), isKnown(zone) { return zone }
        return isKnown(Location(region: region)) ? Location(region: region) : nil
    }

    /// - Parameters:
    ///   - count: how many instances there are to be.
    ///   - room: how many fit in each location.
    init?(of count: Int, among room: [Location: Int], travels: Travels) {
        let places = room.keys.sorted()
        guard count > 0, places.count > 1, !travels.requests.isEmpty else { return nil }
        let transport = travels.transport(to: places)
        let share = transport.demand.reduce(0, +) / Double(count)
        guard share > 0 else { return nil }
        let rooms = places.map { room[$0] ?? 0 }
        var counts = Self.rounded(count, share: share, rooms: rooms, transport: transport)
        var best = transport.cost(capacity: counts.map { Double($0) * share })
        if places.count * places.count * transport.demand.count <= 1000 {
            while let better = Self.improved(counts, than: best, share: share, rooms: rooms, transport: transport) {
                (counts, best) = better
            }
        }
        quotas = Dictionary(uniqueKeysWithValues: zip(places, counts))
        cost = best
    }

    private static func rounded(_ count: Int, share: Double, rooms: [Int], transport: Transport) -> [Int] {
        var loads = Array(repeating: 0.0, count: rooms.count)
        for source in transport.demand.indices {
            let nearest = rooms.indices.filter { rooms[$0] > 0 }
                .min { transport.seconds[source][$0] < transport.seconds[source][$1] }
            if let nearest { loads[nearest] += transport.demand[source] }
        }
        var counts = rooms.indices.map { min(Int((loads[$0] / share).rounded(.down)), rooms[$0]) }
        while counts.reduce(0, +) < count {
            let open = rooms.indices.filter { counts[$0] < rooms[$0] }
            let missing = { (place: Int) in loads[place] / share - Double(counts[place]) }
            guard let next = open.max(by: { (missing($0), $1) < (missing($1), $0) }) else { break }
            counts[next] += 1
        }
        return counts
    }

    /// The best that one instance in another place, or two in others at once, saves; nil if nothing does.
    private static func improved(
        _ counts: [Int], than cost: Double, share: Double, rooms: [Int], transport: Transport
    ) -> ([Int], Double)? {
        var best: ([Int], Double)?
        for from in counts.indices where counts[from] > 0 {
            for to in counts.indices where to != from && counts[to] < rooms[to] {
                var other = counts
                other[from] -= 1
                other[to] += 1
                let saved = transport.cost(capacity: other.map { Double($0) * share })
                if saved < (best?.1 ?? cost) - 1e-9 { best = (other, saved) }
            }
        }
        return best
    }
}

/// Where an automaton's requests come from, and how long it takes from there to where hosts are.
struct Travels {
    let requests: [Location: Double]
    let roundTrips: [Location: [Location: Double]]
    /// How long a request may take; nil without a target.
    let target: Double?

    /// Whether anything is known of a place.
    func knows(_ place: Location) -> Bool {
        requests.keys.contains { seconds(from: $0, to: place) != nil }
    }

    func seconds(from source: Location, to place: Location) -> Double? {
        roundTrips[source]?[place] ?? roundTrips[Location(region: source.region)]?[place]
            ?? (source == place || source.region == place.region && place.zone == nil ? 0 : nil)
    }

    /// What wasn't measured counts as twice the longest that was; what misses the target counts ten times.
    func transport(to places: [Location]) -> Transport {
        let sources = requests.keys.sorted()
        let longest = roundTrips.values.flatMap(\.values).max() ?? 1
        return Transport(
            seconds: sources.map { source in
                places.map { place in
                    let seconds = seconds(from: source, to: place) ?? 2 * longest
                    return target.map { seconds > $0 } ?? false ? 10 * seconds : seconds
                }
            }, demand: sources.map { requests[$0] ?? 0 })
    }

    /// In how many places there must be an instance so that each location's requests that can hold to the target do;
    /// found by taking the place that serves most first.
    func covering(_ places: [Location]) -> Int {
        guard let target else { return 0 }
        let serves = { (place: Location) in
            Set(self.requests.keys.filter { (self.seconds(from: $0, to: place) ?? .infinity) <= target })
        }
        var sets = places.sorted().map(serves)
        var open = sets.reduce(into: Set<Location>()) { $0.formUnion($1) }
        var count = 0
        while !open.isEmpty, let best = sets.max(by: { $0.intersection(open).count < $1.intersection(open).count }) {
            open.subtract(best)
            sets.removeAll { $0 == best }
            count += 1
        }
        return count
    }
}
