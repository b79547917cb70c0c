import ConfigurationGraph
import Orchestrator

/// What the planner would do, and what it couldn't.
public struct PlacementForecast: Hashable, Sendable, Codable {
    /// The automatons whose instances are replaced as they change, sorted by name.
    public var replacements: [ForecastReplacement] = []
    /// What it does first.
    public var steps: [ForecastStep] = []
    /// What automatons would lack, each in a sentence, sorted by name.
    public var pending: [ForecastPending] = []
    /// Calls by name that aren't led from host to host, sorted by who calls.
    public var calls: [CallWarning] = []

    public var isEmpty: Bool { replacements.isEmpty && steps.isEmpty && pending.isEmpty && calls.isEmpty }
}

/// One thing that the planner would do.
public struct ForecastStep: Hashable, Sendable, Codable {
    public enum Action: String, Hashable, Sendable, Codable {
        case place, move, restart, stop
    }

    public var action: Action
    public var instance: String
    /// The host that it would be on, or stop on.
    public var host: String
    /// The host that it would come from.
    public var from: String?
    public var reason: String
}

/// An automaton that would lack instances.
public struct ForecastPending: Hashable, Sendable, Codable {
    public var automaton: String
    public var lacking: Int
    /// Why, and what would help, in lines.
    public var lines: [String]
}

extension PlacementForecast {
    /// What comes of a plan.
    init(steps: [Step], pending: [Pending]) {
        self.steps = steps.compactMap(ForecastStep.init)
        self.pending = pending.map {
            ForecastPending(automaton: $0.automaton, lacking: $0.instances, lines: $0.lines)
        }
    }

    /// What the planner would do next in a view.
    init(in view: any GraphView, now: Moment) throws {
        var reader = FleetReader(lookup: .resolver)
        let plan = Planner.plan(try reader.read(view, began: now).fleet, now: now)
        self.init(steps: plan.steps, pending: plan.pending)
    }

    /// All of it in lines.
    public var lines: [String] {
        let done = steps.map { step in
            let place = step.from.map { "from \($0) to \(step.host)" } ?? "on \(step.host)"
            return "\(step.action.rawValue) \(step.instance) \(place): \(step.reason)"
        }
        return replacements.map(\.line) + done + pending.flatMap(\.lines) + calls.map(\.line)
    }
}

extension ForecastStep {
    fileprivate init?(_ step: Step) {
        switch step {
        case .place(let placed):
            self.init(action: .place, instance: placed.instance, host: placed.host, reason: placed.reason.cause)
        case .move(let placed, let from):
            self.init(
                action: .move, instance: placed.instance, host: placed.host, from: from, reason: placed.reason.cause)
        case .restart(let placed):
            self.init(action: .restart, instance: placed.instance, host: placed.host, reason: placed.reason.cause)
        case .stop(let instance, let host, let reason):
            self.init(action: .stop, instance: instance, host: host, reason: reason)
        case .adopt, .settle, .giveBack: return nil
        }
    }
}
