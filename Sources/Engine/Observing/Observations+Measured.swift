import ConfigurationGraph

extension Observations {
    /// What planning is to know of it: what each automaton's instances on the host use, and the requests that came to the
    /// host, which count as requests from where it is.
    ///
    /// - Parameter rates: the requests in a second that each automaton got lately, of those that HAProxy answers for.
    func measured(
        rates: [String: Double], by host: String, at location: Location?, time: Moment
    ) -> [Observation] {
        rows.filter { $0.kind == .automaton }.flatMap { row -> [Observation] in
            var requests = Observation(
                automaton: row.name, location: location, host: host, requestsPerSecond: rates[row.name],
                p50: row.p50.map { Double($0) / 1000 }, p99: row.p99.map { Double($0) / 1000 },
                errorsPerSecond: row.errorsPerSecond, time: time)
            guard location != nil else {
                requests.cpu = row.processors
                return [requests]
            }
            let usage = Observation(automaton: row.name, host: host, cpu: row.processors, time: time)
            return rates[row.name] == nil ? [usage] : [usage, requests]
        }
    }
}
