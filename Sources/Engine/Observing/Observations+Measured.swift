import ConfigurationGraph

extension Observations {
    /// What planning is to know of it: what each automaton's instances on the host use, and the requests that came to the
    /// host, by where their clients are. Those of whom nobody says where they are count as from where the host is.
    ///
    /// - Parameter rates: the requests in a second that each automaton got lately, of those that HAProxy answers for, by the
    ///   networks of their clients.
    func measured(
        rates: [Observer.Origin: Double], by host: String, at location: Location?, places: ClientPlaces, time: Moment
    ) -> [Observation] {
        rows.filter { $0.kind == .automaton }.flatMap { row -> [Observation] in
            let origins = rates.filter { $0.key.automaton == row.name }
            let placed = origins.reduce(into: [Location: Double]()) { placed, origin in
                let place = origin.key.network.flatMap { places.location(named: $0) } ?? location
                if let place { placed[place, default: 0] += origin.value }
            }
            var whole = Observation(
                automaton: row.name, host: host, p50: row.p50.map { Double($0) / 1000 },
                p99: row.p99.map { Double($0) / 1000 }, errorsPerSecond: row.errorsPerSecond, cpu: row.processors,
                memory: row.memory, time: time)
            // Who has no place is told by the whole.
            if location == nil, !origins.isEmpty {
                whole.requestsPerSecond = origins.values.sorted().reduce(0, +)
            }
            return [whole]
                + placed.sorted { $0.key < $1.key }.map { place, rate in
                    Observation(
                        automaton: row.name, location: place, host: host, requestsPerSecond: rate, time: time)
                }
        }
    }
}
