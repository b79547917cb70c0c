import ConfigurationGraph
import Forge
import Foundation
import OCI
import Relay
import Runtime

extension Agent {
    /// Starts an instance whose process doesn't run. What is left of an earlier one is cleared away first; if any step
    /// fails, or the task is cancelled, all that was made is undone.
    ///
    /// The caller holds the instance's lock.
    ///
    /// - Throws: ``Failure`` that says which step failed and why.
    func launch(_ assignment: Assignment, restarts: Int) async throws {
        let name = assignment.instance.name
        events(.starting(instance: name))
        do {
            try await dismantle(name, grace: .zero, signal: "SIGKILL")
            try await Forge(state: state.path, store: store).unpack(artefact: assignment.automaton.artefact) { _ in }
            let published = try assignment.publishedPorts()
            let created = try await runner.create(try assignment.launch(hosts: Names(assignment), for: self))
            let address = try await connect(assignment, created, published)
            try await runner.start(name)
            var record = LaunchRecord(
                spec: assignment.spec, restarts: restarts, startedAt: Date().timeIntervalSince1970, address: address)
            record.startedAt.round(.down)
            try record.write(of: name, in: state)
            try await report(assignment, .running, pid: created.pid, record: record, ports: published)
            try await introduce(assignment, at: address)
        } catch {
            let failure = Failure(describing: error)
            try? await dismantle(name, grace: .zero, signal: "SIGKILL")
            try? await report(assignment, .failed, message: failure.message)
            throw Failure(failure.status, "\(name) didn't start: \(failure.message)", hint: failure.hint)
        }
    }

    /// Connects a created container's network namespace and writes its own names.
    private func connect(
        _ assignment: Assignment, _ created: CreatedInstance, _ published: [PublishedPort]
    ) async throws -> String? {
        let name = assignment.instance.name
        guard network.isAvailable else {
            events(.note("\(name) has a loopback only: \(network.unavailableReason ?? "CNI's plugins are missing")"))
            return nil
        }
        let attached = try await network.attach(
            instance: name, netnsPath: created.netnsPath, publish: published, preferredAddress: assignment.status?.addresses.first)
        try runner.rewriteHosts(name, text: Names(assignment).hosts(ownAddress: attached.address))
        return attached.address
    }

    /// Tells the running instances that call this one by name where it is now.
    private func introduce(_ assignment: Assignment, at address: String?) async throws {
        guard let address else { return }
        let dependants = try await store.read { view in
            try Assignment.all(in: view).filter { other in
                other.peers.contains { $0.automaton == assignment.automaton.name }
            }
        }
        for dependant in dependants where dependant.instance.name != assignment.instance.name {
            guard let own = LaunchRecord.read(of: dependant.instance.name, in: state)?.address else { continue }
            var known = dependant
            for index in known.peers.indices where known.peers[index].automaton == assignment.automaton.name {
                known.peers[index].address = address
            }
            try runner.rewriteHosts(dependant.instance.name, text: Names(known).hosts(ownAddress: own))
        }
    }
}
