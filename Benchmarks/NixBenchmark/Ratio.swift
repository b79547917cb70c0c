/// How long something takes against a peer, in one run.
struct Ratio {
    /// Runs both in turns, and prints the ratio of the shortest times.
    static func report(_ name: String, runs: Int = 5, peer: () throws -> Void, _ own: () throws -> Void) rethrows {
        let clock = ContinuousClock()
        var times: (peer: Duration, own: Duration) = (.seconds(1_000), .seconds(1_000))
        for _ in 0..<runs {
            times.peer = min(times.peer, try clock.measure(peer))
            times.own = min(times.own, try clock.measure(own))
        }
        let speed = (times.peer / times.own * 100).rounded() / 100
        print("\(name): \(speed) × the peer's speed (\(times.own) against \(times.peer))")
    }
}
