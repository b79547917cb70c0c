import GraphStore
import ConfigurationGraph
import Forge
import Foundation
import NixStores
import OCI
import Processes
import Relay
import Runtime

extension Agent {
    /// Starts an instance whose process doesn't run. What is left of an earlier one is cleared away first; if any step
    /// fails, or the task is cancelled, all that was made is undone.
    ///
    /// The caller holds the instance's lock.
    ///
    /// - Parameter deadline: when its process must have begun; nil for whenever it can.
    /// - Throws: ``Failure`` that says why.
    func launch(_ assignment: Assignment, restarts: Int, by deadline: Moment? = nil) async throws {
        let name = assignment.instance.name
        events(.starting(instance: name))
        journal?.note(launch: name)
        do {
            // Before what it ran from until now is forgotten.
            let lease = try StartLease.take(of: name, from: assignment.spec.pinned, in: state)
            async let closure = makePresent(assignment)
            try await dismantle(name, grace: .zero, signal: "SIGKILL", keepLog: true)
            let published = try assignment.spec.publishedPorts()
            let created = try await create(assignment, try await closure, try await mappedPorts(of: assignment))
            try await landing?.wait()
            if let deadline, deadline <= BootClock.now {
                throw Failure(.unavailable, "the lease of host \(hostName) ran out before it could begin")
            }
            StopIntent(of: name, in: state).clear()
            try await runner.start(name)
            let attachment = attachment(of: name)
            let exposed = try attachment.map { try self.exposed($0, of: assignment) } ?? []
            let record = LaunchRecord(
                spec: assignment.spec, restarts: restarts,
                startedAt: Date().timeIntervalSince1970.rounded(.down), address: attachment?.address,
                exposed: exposed.isEmpty ? nil : exposed, exclusive: assignment.exclusive,
                restartAsked: assignment.instance.restartAsked)
            try record.write(of: name, in: state)
            _ = consume lease
            try await report(assignment, .running, pid: created.pid, record: record, ports: published)
            try await introduce(assignment, at: record.address)
        } catch {
            let failure = Failure(describing: error)
            try? await uncancelled {
                try await dismantle(name, grace: .zero, signal: "SIGKILL", keepLog: true)
                try await report(assignment, .failed, message: failure.message)
            }
            throw Failure(failure.status, "\(name) didn't start: \(failure.message)", hint: failure.hint)
        }
    }

    /// Has on this machine's disk what an instance runs: an image's layers, or a closure of store paths, which is returned.
    private func makePresent(_ assignment: Assignment) async throws -> ClosureView? {
        let forge = Forge(settings, store: store, address: identity?.address)
        if !assignment.spec.outputs.isEmpty {
            let name = assignment.parameter("artefact")?.string ?? assignment.automaton.artefact
            return try await forge.closureView(of: assignment.spec.outputs, artefact: name) { [events] in
                events(.copying(artefact: name, $0))
            }
        }
        guard let manifest = assignment.manifest else {
            throw Failure(
                .failed, "what it was resolved for is gone", hint: "'emergence up' resolves anew")
        }
        try await forge.unpack(manifest: manifest)
        return nil
    }

    /// Makes the container and connects its network namespace before anything runs in it.
    private func create(
        _ assignment: Assignment, _ closure: ClosureView?, _ mapped: [PublishedPort]
    ) async throws -> CreatedInstance {
        let name = assignment.instance.name
        var launch = try assignment.launch(for: self)
        launch.closure = closure
        launch.secrets = try await secrets(for: assignment)
        guard assignment.hasOwnNetwork else { return try await runner.create(launch) }
        guard network.available else {
            events(.note("\(name) has a loopback only: \(network.unavailableReason ?? "")"))
            return try await runner.create(launch)
        }
        return try await runner.create(launch) { namespace in
            let given = try await attach(assignment, namespace, mapped)
            try NameFiles(folder: state.instance(name)).rewrite(
                assignment.hosts(address: given.address, virtual: try await virtualAddresses(for: assignment)))
        }
    }

    /// Attaches it; an HAProxy that took its ports in this moment shall have them, and another instance that is only reached
    /// from other hosts at one of them is reached at another.
    private func attach(
        _ assignment: Assignment, _ namespace: String, _ mapped: [PublishedPort]
    ) async throws -> InstanceAddress {
        let name = assignment.instance.name
        do {
            return try await network.attach(instance: name, namespacePath: namespace, publish: mapped)
        } catch RelayError.portTaken(_, holder: .process(id: let id?, name: _)) where balancerProcesses.contains(id) {
            let others = try await mappedPorts(of: assignment)
            return try await network.attach(instance: name, namespacePath: namespace, publish: others)
        } catch RelayError.portTaken(let port, holder: .instance(let other)) where isExposure(port, of: other) {
            try await yieldExposures(of: other, to: mapped)
            return try await network.attach(instance: name, namespacePath: namespace, publish: mapped)
        }
    }

    func attachment(of name: String) -> Attachment? {
        network.attachments().first { $0.instance == name }
    }
}
