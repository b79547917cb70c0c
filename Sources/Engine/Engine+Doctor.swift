import ConfigurationGraph
import Foundation
import GraphStore
public import Runtime

extension Engine {
    /// What this machine can do, what is missing, what is half done, and what mends each.
    ///
    /// - Parameter repair: whether to clear away what is half done and to start what should run.
    /// - Throws: ``Failure`` when repairing fails.
    public func doctor(repair: Bool) async throws -> [HostCheck] {
        try await reportingFailures {
            let repairing = repair ? try await agent() : nil
            try await repairing?.reconcile(waitUntilReady: true, timeout: .seconds(60))
            let state = StateDirectory(settings.stateDirectory)
            let machine = await Doctor(HostProbe(state: state, runtime: settings.runtime)).checks()
            guard !machine.contains(where: { $0.outcome == .failure }) else { return machine }
            let agent = if let repairing { repairing } else { try await agent() }
            let secrets = try await checkOfSecrets().map { [$0] } ?? []
            return machine
                + [try await halfDone(agent), try await instancesAsWanted(agent), try await weakened()] + secrets
        }
    }

    /// What commands that were killed, or a power cut, left behind.
    private func halfDone(_ agent: Agent) async throws -> HostCheck {
        let known = Set(try await store.read { try $0.values(Instance.self).map(\.name) })
        let strangers = agent.bundles().filter { !known.contains($0) }
        let unfinished = (try? FileManager.default.contentsOfDirectory(atPath: agent.state.temporary)) ?? []
        let balancers = agent.strayBalancerProcesses.map(String.init).joined(separator: ", ")
        let found =
            (strangers.isEmpty ? [] : ["bundles of no instance: \(strangers.joined(separator: ", "))"])
            + (unfinished.isEmpty ? [] : ["unfinished in tmp: \(unfinished.sorted().joined(separator: ", "))"])
            + (balancers.isEmpty ? [] : ["HAProxy that nobody keeps: process \(balancers)"])
        guard !found.isEmpty else { return HostCheck(name: "half done", outcome: .ok, found: "nothing") }
        return HostCheck(
            name: "half done", outcome: .warning, found: found.joined(separator: "; "),
            remedy: "emergence doctor --repair, unless a command is at work")
    }

    /// Whether all runs that should.
    private func instancesAsWanted(_ agent: Agent) async throws -> HostCheck {
        let wanted = Set(
            try await store.read { try $0.values(Instance.self).filter { $0.desired == .running }.map(\.name) })
        let amiss = try await instances(automaton: nil, seenBy: agent).filter { row in
            wanted.contains(row.instance) && [.failed, .lost, .pending].contains(row.state)
        }
        guard !amiss.isEmpty else {
            return HostCheck(name: "instances", outcome: .ok, found: "\(wanted.count) as wanted")
        }
        return HostCheck(
            name: "instances", outcome: .warning,
            found: amiss.map { "\($0.instance) is \($0.state.rawValue)" }.joined(separator: ", "),
            remedy: "emergence doctor --repair")
    }

    /// Which instances were asked to be less shut off than by default: nothing to mend, but to know of.
    private func weakened() async throws -> HostCheck {
        let found = try await store.read { view in
            var known = SpecReader()
            return try view.values(Instance.self).flatMap { instance in
                let spec = try known.spec(of: instance, in: view)
                return (spec?.weakened ?? []).map { "\(instance.name): \($0.parameter) (\($0.reason))" }
            }
        }
        return HostCheck(
            name: "isolation", outcome: found.isEmpty ? .ok : .warning,
            found: found.isEmpty ? "of no instance weakened" : found.joined(separator: "; "),
            remedy: found.isEmpty ? nil : "'emergence explain INSTANCE PARAMETER' says who asked for it")
    }
}
