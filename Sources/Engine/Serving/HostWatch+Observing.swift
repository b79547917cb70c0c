import ConfigurationGraph
import Foundation
import GraphStore
import OCI
import Relay
import Runtime

extension HostWatch {
    /// Takes in what the last second was like, keeps it for who asks, and records it every few seconds for who plans.
    func observe(_ round: inout HostRound) async throws {
        let agent = agent
        let hasUsage = round.isTimeForUsage()
        let runs = hasUsage ? round.assignments.compactMap(\.run) : []
        let usage =
            hasUsage
            ? round.meter.measure(
                Dictionary(runs.map { ($0.instance, $0.pid) }, uniquingKeysWith: { first, _ in first }),
                by: agent.runner)
            : [:]
        var subjects: [Observer.Subject] = []
        for assignment in round.assignments {
            let name = assignment.instance.name
            var isReady = false
            if let run = assignment.run { isReady = await board.isReady(run) }
            subjects.append(
                Observer.Subject(
                    instance: name, automaton: assignment.automaton.name, isReady: isReady,
                    usage: usage[name],
                    processorsAsked: assignment.parameter("orchestrator.resources.cpu.request")?.seconds ?? 0,
                    memoryAsked: assignment.parameter("orchestrator.resources.memory.request")?.integer ?? 0))
        }
        let services = round.plan.services.map { ($0.name, $0.automaton) }
        let (observations, points, origins) = round.observer.note(
            Observer.Second(
                time: Date().timeIntervalSince1970, hasUsage: hasUsage,
                window: log.closeWindow(beginning: round.places.networks),
                host: agent.hostName,
                machine: agent.runner.machineUsage(), subjects: subjects,
                automatons: Dictionary(services, uniquingKeysWith: { first, _ in first })))
        try ObservationFiles(agent.state).write(observations, points)
        guard let rates = round.remember(points, origins) else { return }
        let now = Moment.wall
        let measured = observations.measured(
            rates: rates, by: agent.hostName, at: round.location, places: round.places, time: now)
        try await agent.store.record(measured, [], now: now)
    }
}
