/// How an instance is, by the answers to its probes: a state machine without a clock. Whoever has one asks what is to be
/// asked next and when, and notes the answers.
///
/// First the startup probe is asked until it succeeds; then the readiness and the liveness probe, each in its own time.
/// An instance without a startup probe has started, one without a readiness probe is ready once it has started.
public struct HealthState: Hashable, Sendable {
    /// What can be asked of an instance.
    public enum Question: String, Hashable, Sendable, Codable, CaseIterable {
        case startup, readiness, liveness
    }

    /// What the answers come to.
    public enum Verdict: Hashable, Sendable {
        /// It isn't to be given work, for want of an answer or because of the last ones.
        case unready(reason: String)
        case ready
        /// It must be started anew. Nothing more is asked.
        case failed(reason: String)
    }

    public private(set) var verdict: Verdict
    private let probes: [Question: Probe]
    private var turns: [Question: Turn] = [:]
    private var hasStarted: Bool

    /// One probe's place in time.
    private struct Turn: Hashable {
        var due: Double
        var successes = 0
        var failures = 0
        /// The pause after the next failure, for as long as there was no success.
        var eager = HealthState.firstPause
    }

    /// The first pause of a service that isn't ready yet, in seconds: it may be at once.
    private static let firstPause = 0.02

    /// - Parameters:
    ///   - probes: the questions that there are.
    ///   - isReady: whether it was found ready already, so that it is until its probes say otherwise.
    ///   - now: the time, in seconds from any point on.
    public init(_ probes: [Question: Probe], isReady: Bool = false, now: Double) {
        self.probes = probes
        hasStarted = isReady || probes[.startup] == nil
        verdict = isReady ? .ready : .unready(reason: "it wasn't asked yet")
        if hasStarted { start(now) } else { begin(.startup, now) }
    }

    /// What is to be asked next, and when; nil if nothing ever is.
    public var next: (question: Question, at: Double)? {
        turns.min { ($0.value.due, $0.key.rawValue) < ($1.value.due, $1.key.rawValue) }
            .map { ($0.key, $0.value.due) }
    }

    /// The probe behind a question.
    public func probe(_ question: Question) -> Probe? { probes[question] }

    /// Takes an answer that came now.
    public mutating func note(_ outcome: ProbeOutcome, to question: Question, now: Double) {
        guard let probe = probes[question], var turn = turns[question] else { return }
        switch outcome {
        case .success:
            turn.successes += 1
            turn.failures = 0
            turn.due = now + probe.interval
        case .failure:
            turn.failures += 1
            turn.successes = 0
            turn.due = now + pause(&turn, question, probe)
        }
        turns[question] = turn
        judge(outcome, to: question, probe, turn, now)
    }

    private mutating func judge(
        _ outcome: ProbeOutcome, to question: Question, _ probe: Probe, _ turn: Turn, _ now: Double
    ) {
        switch (question, outcome) {
        case (.startup, .success) where turn.successes >= probe.successThreshold:
            turns[.startup] = nil
            hasStarted = true
            start(now)
        case (.readiness, .success) where turn.successes >= probe.successThreshold: verdict = .ready
        case (.readiness, .failure(let reason)) where verdict != .ready || turn.failures >= probe.failureThreshold:
            verdict = .unready(reason: reason)
        case (.startup, .failure(let reason)), (.liveness, .failure(let reason)):
            if question == .startup { verdict = .unready(reason: reason) }
            guard turn.failures >= probe.failureThreshold else { return }
            let times = turn.failures == 1 ? "once" : "\(turn.failures) times in a row"
            verdict = .failed(reason: "its \(question.rawValue) probe failed \(times): \(reason)")
            turns = [:]
        default: return
        }
    }

    /// It has started: the other questions begin.
    private mutating func start(_ now: Double) {
        begin(.readiness, now)
        begin(.liveness, now)
        if probes[.readiness] == nil { verdict = .ready }
    }

    private mutating func begin(_ question: Question, _ now: Double) {
        guard let probe = probes[question] else { return }
        turns[question] = Turn(due: now + probe.initialDelay)
    }

    /// A service that was never ready is asked in short pauses that grow; its failures at start and in its life are
    /// counted, so these keep to the interval.
    private func pause(_ turn: inout Turn, _ question: Question, _ probe: Probe) -> Double {
        guard question == .readiness, verdict != .ready, turn.eager < probe.interval else { return probe.interval }
        defer { turn.eager *= 1.5 }
        return turn.eager
    }
}
