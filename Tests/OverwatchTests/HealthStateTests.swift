import Overwatch
import Testing

@Suite("An instance's health") struct HealthStateTests {
    private static let no = ProbeOutcome.failure(reason: "no")

    private static func probe(
        delay: Double = 0, interval: Double = 10, successes: Int = 1, failures: Int = 3
    ) -> Probe {
        Probe(
            .tcp(port: 80), initialDelay: delay, interval: interval, successThreshold: successes,
            failureThreshold: failures)
    }

    @Test("without probes it is ready, and nothing is ever asked")
    func nothing() {
        let state = HealthState([:], now: 0)
        #expect(state.verdict == .ready)
        #expect(state.next == nil)
    }

    @Test("readiness comes after so many successes in a row, and goes after so many failures in a row")
    func readiness() {
        var state = HealthState([.readiness: Self.probe(delay: 5, successes: 2, failures: 2)], now: 100)
        #expect(state.next?.at == 105)
        #expect(state.verdict == .unready(reason: "it wasn't asked yet"))
        let answers: [(ProbeOutcome, HealthState.Verdict)] = [
            (.success, .unready(reason: "it wasn't asked yet")), (Self.no, .unready(reason: "no")),
            (.success, .unready(reason: "no")), (.success, .ready), (Self.no, .ready), (.success, .ready),
            (Self.no, .ready), (Self.no, .unready(reason: "no")), (.success, .unready(reason: "no")),
            (.success, .ready),
        ]
        for (place, (answer, verdict)) in answers.enumerated() {
            state.note(answer, to: .readiness, now: 105 + Double(place))
            #expect(state.verdict == verdict, "answer \(place)")
        }
    }

    @Test("one that isn't ready yet is asked in short pauses that grow up to the interval; then by the interval")
    func pauses() throws {
        var state = HealthState([.readiness: Self.probe(interval: 0.1)], now: 0)
        var pauses: [Double] = []
        for _ in 0..<6 {
            let now = try #require(state.next).at
            state.note(Self.no, to: .readiness, now: now)
            pauses.append(try #require(state.next).at - now)
        }
        #expect(zip(pauses, pauses.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 }, "\(pauses)")
        #expect(abs((pauses.first ?? 0) - 0.02) < 1e-9 && abs((pauses.last ?? 0) - 0.1) < 1e-9, "\(pauses)")
        state.note(.success, to: .readiness, now: 50)
        #expect(state.next?.at == 50.1)
    }

    @Test("a liveness probe that fails so often in a row fails the instance, and nothing more is asked")
    func liveness() {
        var state = HealthState([.liveness: Self.probe(failures: 2)], now: 0)
        for answer in [Self.no, .success, Self.no] { state.note(answer, to: .liveness, now: 1) }
        #expect(state.verdict == .ready)
        state.note(Self.no, to: .liveness, now: 2)
        #expect(state.verdict == .failed(reason: "its liveness probe failed 2 times in a row: no"))
        #expect(state.next == nil)
        state.note(.success, to: .liveness, now: 3)
        #expect(state.verdict == .failed(reason: "its liveness probe failed 2 times in a row: no"))
    }

    @Test("until it has started, nothing else is asked")
    func startup() {
        var state = HealthState(
            [
                .startup: Self.probe(interval: 1, failures: 5), .readiness: Self.probe(delay: 3),
                .liveness: Self.probe(delay: 4),
            ], now: 0)
        #expect(state.next?.question == .startup)
        state.note(Self.no, to: .startup, now: 0)
        #expect(state.verdict == .unready(reason: "no"))
        #expect(state.next?.at == 1)
        state.note(.success, to: .startup, now: 1)
        #expect(state.next?.question == .readiness && state.next?.at == 4)
        state.note(.success, to: .readiness, now: 4)
        #expect(state.verdict == .ready)
        #expect(state.next?.question == .liveness && state.next?.at == 5)
    }

    @Test("one that never starts fails")
    func neverStarts() {
        var state = HealthState([.startup: Self.probe(failures: 1)], now: 0)
        state.note(Self.no, to: .startup, now: 0)
        #expect(state.verdict == .failed(reason: "its startup probe failed once: no"))
    }

    @Test("one that was found ready stays so until its probes say otherwise")
    func foundReady() {
        var state = HealthState(
            [.startup: Self.probe(), .readiness: Self.probe(failures: 2)], isReady: true, now: 0)
        #expect(state.verdict == .ready)
        #expect(state.next?.question == .readiness)
        state.note(Self.no, to: .readiness, now: 1)
        #expect(state.verdict == .ready)
        state.note(Self.no, to: .readiness, now: 2)
        #expect(state.verdict == .unready(reason: "no"))
    }
}
