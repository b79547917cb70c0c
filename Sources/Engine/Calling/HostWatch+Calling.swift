import ConfigurationGraph
import Relay
import Runtime

extension HostWatch {
    /// Has what runs here be reached from other hosts as it is to be, and the names that it calls others by lead to those that
    /// are ready, wherever they run. Where no other host is, names lead to neighbours, and each start sees to that.
    func connect(_ round: inout HostRound) async throws {
        let agent = agent
        guard agent.identity != nil else { return }
        // Each whether the others work or not: one instance mustn't keep names from leading anywhere.
        var failure: (any Error)?
        do { try await call(&round) } catch { failure = error }
        do { try await expose(&round) } catch { failure = failure ?? error }
        if let failure { throw failure }
    }

    /// Has the names that instances here call others by lead to those that are ready.
    private func call(_ round: inout HostRound) async throws {
        let agent = agent
        var services: [VirtualService] = []
        var virtual: [String: String] = [:]
        for callee in round.callees {
            round.tell(callee.obstacles, agent.events)
            guard !callee.ports.isEmpty, let address = try await address(of: callee, &round) else { continue }
            virtual[callee.automaton] = address
            var here: [String] = []
            for assignment in round.assignments where assignment.automaton.name == callee.automaton {
                guard await state(of: assignment) == .ready else { continue }
                here += assignment.status?.addresses.prefix(1) ?? []
            }
            services.append(callee.service(at: address, here: here))
        }
        try await agent.network.lead(to: services)
        round.called = Set(virtual.keys)
        try name(virtual, &round)
        try await agent.network.forget(besides: Set(round.callees.map(\.automaton)))
    }

    /// The address that stands for a callee; that there is none left is told.
    private func address(of callee: Callee, _ round: inout HostRound) async throws -> String? {
        let agent = agent
        do {
            return try await agent.network.virtualAddress(of: callee.automaton)
        } catch RelayError.noAddress(let network) {
            round.tell(
                ["\(callee.automaton) is called on this host alone, as all addresses of \(network) are given out"],
                agent.events)
            return nil
        }
    }

    /// Has what runs here be exposed as it is to be, where something is new.
    private func expose(_ round: inout HostRound) async throws {
        guard round.exposedRevision != round.revision else { return }
        let published = try round.assignments.flatMap { assignment in
            try assignment.spec.publishedPorts().filter { Network.exposedPorts.contains($0.hostPort) }
                .map { (instance: assignment.instance.name, port: $0) }
        }
        var areDone = true
        var failure: (any Error)?
        for assignment in round.assignments where assignment.run != nil {
            let others = published.filter { $0.instance != assignment.instance.name }.map(\.port)
            do {
                if try await !agent.exposeAnew(assignment, besides: others) { areDone = false }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        if areDone { round.exposedRevision = round.revision }
    }

    /// Tells instances the names that they call others by, where something is new.
    private func name(_ virtual: [String: String], _ round: inout HostRound) throws {
        guard round.namedRevision != round.revision else { return }
        let agent = agent
        let callers = round.assignments.filter { $0.run != nil && !$0.peers.isEmpty }
        let attached = callers.isEmpty ? [] : agent.network.attachments()
        let addresses = Dictionary(attached.map { ($0.instance, $0.address) }, uniquingKeysWith: { one, _ in one })
        for caller in callers {
            guard let address = addresses[caller.instance.name] else { continue }
            try agent.tellNames(caller, at: address, virtual: virtual)
        }
        round.namedRevision = round.revision
    }
}

extension HostRound {
    /// The automatons that instances here call, and that have instances elsewhere, or several here, or had.
    static func callees(
        of assignments: [Assignment], called: Set<String>, by agent: Agent, in view: some GraphView
    ) throws -> [Callee] {
        guard agent.identity != nil else { return [] }
        let peers = assignments.flatMap(\.peers).filter { $0.isSpread || called.contains($0.automaton) }
        return try Set(peers.map(\.automaton)).sorted().map { try Callee($0, from: agent.hostName, in: view) }
    }
}
