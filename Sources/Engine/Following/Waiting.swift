import ConfigurationGraph

/// How a command waits for a goal: what it says of it, and when it gives up. No IO, no clock.
struct Waiting: Sendable {
    /// What is to be done after a look.
    enum Next: Hashable, Sendable {
        case done
        case lookAgain
        /// Ask the planner why an automaton has too few instances, as that has stayed so for a while.
        case askWhy(String)
        case giveUp(Failure)
    }

    let goal: Goal
    /// When it gives up whatever happens; nil to wait for as long as something changes.
    let deadline: Moment?
    private var lacks: [Goal.Lack]?
    private var lastChange: Moment
    private var lastQuestion: Moment
    /// Since when hosts were seen without an agent.
    private var unattended: [String: Moment] = [:]
    /// Since when no controller was seen, where one is needed.
    private var unplanned: Moment?

    /// How long nothing may change, in seconds.
    static let patience = 60.0
    /// How long a host may be without an agent, which may just be started anew.
    static let patienceWithHosts = 5.0
    /// How long there may be no controller.
    static let patienceWithoutPlanner = 5.0
    /// How long the planner may take to find a place before it is asked why there is none.
    static let patienceWithPlanner = 3.0

    init(_ goal: Goal, from now: Moment, deadline: Moment? = nil) {
        self.goal = goal
        self.deadline = deadline
        lastChange = now
        lastQuestion = now
    }

    /// Takes what was found at a look.
    ///
    /// - Parameters:
    ///   - gone: the instances that lacked something and aren't there any more, as others replaced them.
    ///   - attended: the hosts whose agents are there.
    ///   - isPlanned: whether a controller plans for all hosts.
    mutating func take(
        _ found: [Goal.Lack], gone: Set<String> = [], attended: Set<String>, isPlanned: Bool = true, at now: Moment
    ) -> (events: [EngineEvent], next: Next) {
        let events = news(found, gone)
        if found != lacks {
            lacks = found
            lastChange = now
            lastQuestion = now
        }
        let hosts = Set(found.filter { goal.instances.contains($0.subject) }.compactMap(\.host)).subtracting(attended)
        unattended = Dictionary(uniqueKeysWithValues: hosts.map { ($0, unattended[$0] ?? now) })
        unplanned = isPlanned || goal.automatons.isEmpty ? nil : unplanned ?? now
        return (events, next(found, at: now))
    }

    /// The instances that lacked something at the last look.
    var lacking: Set<String> { Set((lacks ?? []).filter { $0.host != nil }.map(\.subject)) }

    private func news(_ found: [Goal.Lack], _ gone: Set<String>) -> [EngineEvent] {
        let known = Set(lacks ?? [])
        let left = Set(found.map(\.subject))
        let done = (lacks ?? []).filter { $0.host != nil && !left.contains($0.subject) }
        return done.map { lack in
            if gone.contains(lack.subject) { return .removed(instance: lack.subject) }
            return lack.isToStop ? .stopped(instance: lack.subject) : .ready(instance: lack.subject)
        }
            + found.filter { !known.contains($0) }.map { .waiting(instance: $0.subject, reason: $0.reason) }
    }

    private mutating func next(_ found: [Goal.Lack], at now: Moment) -> Next {
        guard !found.isEmpty else { return .done }
        if let lack = found.first(where: \.isFinal) {
            return .giveUp(
                Failure(.failed, lack.description, hint: "'emergence ps' says how it goes on, 'emergence history' why"))
        }
        if let lack = found.first(where: { isUnattended($0, at: now) }), let host = lack.host {
            return .giveUp(
                Failure(
                    .unavailable,
                    "the agent of host \(host) isn't there; what is wanted is written, and done by it: "
                        + found.map(\.description).joined(separator: "; "),
                    hint: "'emergence agent --host \(host)' on that machine"))
        }
        if let since = unplanned, since + Self.patienceWithoutPlanner <= now {
            return .giveUp(
                Failure(
                    .unavailable,
                    "no controller plans; what is wanted is written, and done once one does: "
                        + found.map(\.description).joined(separator: "; "),
                    hint: "'emergence controller', on any machine that has the store"))
        }
        guard deadline.map({ now < $0 }) ?? (now < lastChange + Self.patience) else {
            return .giveUp(
                Failure(
                    .failed, "not done in time: " + found.map(\.description).joined(separator: "; "),
                    hint: "what is wanted is written, and goes on: see 'emergence ps'"))
        }
        if let automaton = found.lazy.compactMap(\.unplaced).first, lastQuestion + Self.patienceWithPlanner <= now {
            lastQuestion = now
            return .askWhy(automaton)
        }
        return .lookAgain
    }

    private func isUnattended(_ lack: Goal.Lack, at now: Moment) -> Bool {
        lack.host.flatMap { unattended[$0] }.map { $0 + Self.patienceWithHosts <= now } ?? false
    }
}

extension Goal.Lack: CustomStringConvertible {
    /// What is the case, and where.
    var reason: String { host.map { "\(state) on \($0)" } ?? state }

    var description: String { "\(subject): \(reason)" }
}
