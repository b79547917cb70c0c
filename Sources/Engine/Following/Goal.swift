import ConfigurationGraph
import Orchestrator
import Resolution

/// What a command waits for where others carry out what it wrote to the graph.
struct Goal: Hashable, Sendable {
    /// Instances that are to be as they are wanted: ready, or stopped.
    var instances: Set<String> = []
    /// Automatons whose instances are all to be of what is declared, and ready, and no fewer than the least; none of those
    /// that were taken down.
    var automatons: Set<String> = []

    /// Something that isn't as it is to be yet.
    struct Lack: Hashable, Sendable {
        /// The instance, or the automaton that has too few.
        var subject: String
        /// The host whose agent is to see to it; nil where the controller is to find one.
        var host: String?
        /// The automaton that the controller is to find places for, before anybody else has anything to do.
        var unplaced: String?
        /// What is the case.
        var state: String
        /// Whether it is to be stopped.
        var isToStop = false
        /// Whether waiting doesn't help.
        var isFinal = false
    }
}

extension Goal {
    /// What isn't as it is to be yet; empty once all is.
    ///
    /// - Throws: whatever reading the view throws.
    func lacks(in view: any GraphView) throws -> [Lack] {
        let all =
            try automatons.sorted().flatMap { try Self.lacks(ofAutomaton: $0, in: view) }
            + instances.sorted().compactMap { name in
                try view.value(Instance.self, named: name).flatMap {
                    Lack($0, try view.value(InstanceStatus.self, named: name))
                }
            }
        return all
    }

    /// What an automaton that is gone lacks is nothing.
    private static func lacks(ofAutomaton name: String, in view: any GraphView) throws -> [Lack] {
        guard let automaton = try view.value(Automaton.self, named: name) else { return [] }
        let parameters: AutomatonParameters
        let policy: AutomatonPolicy
        do {
            parameters = try AutomatonParameters(of: name, in: view)
            policy = try AutomatonPolicy.reading(
                name, volumes: try FleetReader.volumes(of: automaton, in: view), { parameters[$0] })
        } catch let failure as ResolutionFailure {
            return [Lack(subject: name, host: nil, state: "can't be resolved: \(failure)", isFinal: true)]
        } catch let faults as PolicyFaults {
            return [Lack(subject: name, host: nil, state: "can't be planned: \(faults)", isFinal: true)]
        }
        let declared = try Generation(parameters)
        let instances = try view.edges(to: automaton.id, along: .instanceOf, limit: .max).map(\.from.name).sorted()
            .compactMap { try view.value(Instance.self, named: $0) }.filter { !$0.isVariant }
        let lacks = try instances.compactMap {
            Lack($0, try view.value(InstanceStatus.self, named: $0.name), declared: declared)
        }
        guard automaton.takenDown == nil else {
            return instances.map { Lack(subject: $0.name, host: $0.host, state: "to be ended", isToStop: true) }
        }
        let count = instances.count { $0.ending == nil }
        guard count < policy.instances.least else { return lacks }
        return lacks + [
            Lack(
                subject: name, host: nil, unplaced: name,
                state: "\(count) of \(policy.instances.least) instances are placed")
        ]
    }
}

extension Goal.Lack {
    /// Nil for an instance that is as it is to be.
    ///
    /// - Parameter declared: what it is to be of, and nothing of an automaton may be about to end; nil for whatever it is
    ///   of.
    fileprivate init?(_ instance: Instance, _ status: InstanceStatus?, declared: Generation? = nil) {
        self.init(subject: instance.name, host: instance.host, state: status?.state.rawValue ?? "pending")
        if let declared {
            if let failed = instance.resolvedFrom?.insteadOf, Generation(failed) == declared {
                state = "runs what was declared before, as what is declared failed: \(failed.reason)"
                isFinal = true
                return
            }
            if let reason = instance.ending {
                state = "ends: \(reason)"
                return
            }
            guard instance.resolvedFrom.map({ Generation($0) == declared }) ?? false else {
                state = "runs what was declared before"
                unplaced = instance.automaton
                return
            }
        }
        guard instance.desired == .running else {
            if status?.state == .stopped || declared != nil { return nil }
            isToStop = true
            return
        }
        guard (status?.restartAsked ?? .zero) >= (instance.restartAsked ?? .zero) else {
            state = "to be started anew"
            return
        }
        let message = status?.message.map { ": \($0)" } ?? ""
        switch status?.state {
        case .ready: return nil
        case .exited where status?.exitCode == 0: return nil
        case .failed, .exited, .backingOff:
            state = (status?.exitCode.map { "ended with exit status \($0)" } ?? "failed") + message
            isFinal = true
        case .pending, .starting, .running, .stopped, .lost, nil: break
        }
    }
}
