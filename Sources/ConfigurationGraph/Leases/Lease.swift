/// The right to act under a name, held by one at a time and for a while: as a host's agent, or as the controller.
///
/// **Clocks.** ``expires`` is by the clock of whoever renewed last, and whoever asks whether it has passed goes by a
/// clock of its own. That no two act under one name at once therefore rests on this: the holder gives up, by a clock
/// that nothing sets, one ``duration`` after it last began to renew, and whoever takes over waits for longer than their
/// clocks may differ. Where that isn't sure, ``epoch`` is: it grows whenever the holder changes, so what is committed
/// under `Transaction.Precondition.holds` doesn't land once somebody else holds the lease, whatever clocks say.
public struct Lease: Hashable, Sendable, Codable {
    /// What it is for, as in `host/alpha` or `controller`.
    public var name: String
    /// Who holds it: another word for each run of a program that must be told from the others.
    public var holder: String
    /// How often the holder has changed; the first holder has 1. It never goes back.
    public var epoch: Int64
    /// For how long it is held after it was acquired or renewed, in seconds.
    public var duration: Double
    /// When it runs out unless it is renewed.
    public var expires: Moment

    public init(name: String, holder: String, epoch: Int64, duration: Double, expires: Moment) {
        self.name = name
        self.holder = holder
        self.epoch = epoch
        self.duration = duration
        self.expires = expires
    }

    /// Whether it has run out, so that somebody else may take it. Until somebody does, its holder may still renew it.
    public func hasRunOut(at now: Moment) -> Bool { now >= expires }
}
