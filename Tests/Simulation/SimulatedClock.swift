import ConfigurationGraph

/// A machine's clocks: one that counts since it booted and never goes back, and one on the wall, which is as wrong as
/// it likes. Both go as fast as its crystal does.
struct SimulatedClock {
    /// How fast it goes: 0.98 to 1.02.
    var rate: Double
    /// What it showed at ``start``, in milliseconds.
    var offset: Int64
    /// The true time at which it was at its offset.
    var start: Int64
    /// What the clock on the wall is wrong by.
    var wallError: Int64 = 0

    func now(_ time: Int64) -> Moment {
        Moment(milliseconds: offset + Int64((Double(time - start) * rate).rounded(.down)))
    }

    /// The first true time at which it has reached that moment.
    func time(of moment: Moment) -> Int64 {
        start + Int64((Double(moment.milliseconds - offset) / rate).rounded(.up)) + 1
    }

    func wall(_ time: Int64) -> Moment { Moment(milliseconds: 1_800_000_000_000 + time + wallError) }
}
