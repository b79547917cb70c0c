/// The right to act under a name, held by one at a time and for a while: as a host's agent, or as the controller.
///
/// **Clocks.** ``expires`` is by the clock on the wall of whoever renewed last, and says to people when it runs out. Nobody
/// takes a lease by it: whoever wants one that another holds watches it, and takes it once it was unchanged for longer than
/// its ``duration`` by a clock that nothing sets; each renewal changes it. The holder gives up, by such a clock, one
/// ``duration`` after it last began to renew. That no two act under one name at once rests on these clocks. Where they
/// aren't sure, ``epoch`` is: it grows whenever the holder changes, so what is committed under
/// `Transaction.Precondition.holds` doesn't land once somebody else holds the lease, whatever clocks say.
public struct Lease: Hashable, Sendable, Codable {
    /// What it is for, as in `host/alpha` or `controller`.
    public var name: String
    /// Who holds it: another word for each run of a program that must be told from the others.
    public var holder: String
    /// How often the holder has changed; the first holder has 1. It never goes back.
    public var epoch: Int64
    /// For how long it is held after it was acquired or renewed, in seconds.
    public var duration: Double
    /// When it runs out unless it is renewed, by the clock of whoever renewed it last.
    public var expires: Moment

    public init(name: String, holder: String, epoch: Int64, duration: Double, expires: Moment) {
        self.name = name
        self.holder = holder
        self.epoch = epoch
        self.duration = duration
        self.expires = expires
    }

    /// Whether it has run out, if one's clock is right. Until somebody takes it, its holder may still renew it.
    public func hasRunOut(at now: Moment) -> Bool { now >= expires }
}
