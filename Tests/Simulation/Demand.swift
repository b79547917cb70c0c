import ConfigurationGraph
import TestRandom

/// How many requests come in a second: so many, more by day, and from time to time up and down by the minute.
struct Demand {
    var base: Double
    var swing: Double
    /// Seconds from one high to the next.
    var period: Double
    /// Before this true time it jumps every minute.
    var flapsUntil: Int64 = 0
    /// Before this true time nobody measures it.
    var blindUntil: Int64 = 0
    var blindSince: Int64 = 0

    func now(_ time: Int64) -> Double {
        // A triangle, as a sine may be another number on another machine.
        let phase = (Double(time) / 1000 / period).truncatingRemainder(dividingBy: 1)
        let wave = phase < 0.5 ? 4 * phase - 1 : 3 - 4 * phase
        let level = base + swing * wave
        return time < flapsUntil && (time / 60_000) % 2 == 0 ? level * 3 : level
    }
}

extension World {
    /// Measures every five seconds; the times are by the clock on the wall of some machine.
    mutating func measure() {
        var measured: [Observation] = store.observations.measured
        for name in demand.keys.sorted() {
            guard let demand = demand[name], demand.blindUntil <= time else { continue }
            let machine = random.pick(machines)
            measured.removeAll { $0.automaton == name }
            measured.append(
                Observation(
                    automaton: name, requestsPerSecond: demand.now(time).rounded(), time: machine.clock.wall(time)))
        }
        store.observations = Observations(measured: measured)
        after(5000) { $0.measure() }
    }
}
