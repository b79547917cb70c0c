import Testing

@testable import Engine

@Suite("The number of instances that load asks for") struct LoadPolicyTests {
    private static func policy(
        _ least: Int = 1, _ most: Int = 4, target: Double? = 10, up: Double = 0, down: Double = 10
    ) -> LoadPolicy {
        LoadPolicy(least: least, most: most, requestsPerSecond: target, upWindow: up, downWindow: down)
    }

    /// A sample each second, the last one now.
    private static func samples(_ rates: [Double]) -> [LoadSample] {
        rates.enumerated().map { LoadSample(time: Double($0), requestsPerSecond: $1) }
    }

    private static func count(_ policy: LoadPolicy, running: Int, _ rates: [Double], later: Double = 0) -> Int {
        desiredCount(
            policy, running: running, observations: samples(rates), now: Double(max(rates.count - 1, 0)) + later)
    }

    @Test("without a target there are as many as there are, within the bounds")
    func bounds() {
        #expect(Self.count(Self.policy(2, 4, target: nil), running: 1, [100]) == 2)
        #expect(Self.count(Self.policy(2, 4, target: nil), running: 9, [100]) == 4)
        #expect(Self.count(Self.policy(2, 4, target: nil), running: 3, []) == 3)
    }

    @Test("more requests make more at once, up to the most")
    func up() {
        #expect(Self.count(Self.policy(), running: 1, [25, 25, 25]) == 3)
        #expect(Self.count(Self.policy(), running: 1, [10, 10, 10]) == 1)
        #expect(Self.count(Self.policy(), running: 1, [1e9, 1e9, 1e9]) == 4)
    }

    @Test("with a window, more must be needed all through it, and the least of it counts")
    func upWindow() {
        let policy = Self.policy(up: 4)
        #expect(Self.count(policy, running: 1, [0, 0, 0, 0, 40, 40]) == 1)
        #expect(Self.count(policy, running: 1, [40, 40, 40, 30, 30, 30, 30, 30]) == 3)
    }

    @Test("fewer requests make fewer once that holds all through the window; the busiest moment of it counts")
    func down() {
        let quiet = [Double](repeating: 0, count: 14)
        #expect(Self.count(Self.policy(), running: 4, [40] + quiet) == 1)
        #expect(Self.count(Self.policy(), running: 4, [40, 40, 40] + quiet.dropLast(6)) == 4)
        #expect(Self.count(Self.policy(), running: 4, [15, 15, 15, 15] + quiet.dropLast(5)) == 2)
        #expect(Self.count(Self.policy(2), running: 4, quiet) == 2)
    }

    @Test("what wasn't observed never takes an instance away")
    func gaps() {
        #expect(Self.count(Self.policy(), running: 4, []) == 4)
        // Too short a time.
        #expect(Self.count(Self.policy(), running: 4, [0, 0, 0]) == 4)
        // Nothing came in for long.
        #expect(Self.count(Self.policy(), running: 4, [Double](repeating: 0, count: 20), later: 60) == 4)
        // Nobody looked for a while.
        let holed = Self.samples([Double](repeating: 0, count: 20)).filter { !(8..<16).contains($0.time) }
        #expect(desiredCount(Self.policy(), running: 4, observations: holed, now: 19) == 4)
    }

    @Test("a load that is on the edge doesn't flap")
    func flapping() {
        var running = 1
        var changes = 0
        var seen: [Double] = []
        for second in 0..<300 {
            seen.append(second % 2 == 0 ? 9 : 12)
            let next = Self.count(Self.policy(), running: running, seen)
            if next != running { changes += 1 }
            running = next
        }
        #expect(changes <= 1)
    }
}
