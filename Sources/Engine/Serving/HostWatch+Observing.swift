import ConfigurationGraph
import Foundation
import OCI
import Relay
import Runtime

extension HostWatch {
    /// Takes in what the last second was like, and keeps it for who asks.
    func observe(_ round: inout HostRound) async throws {
        var subjects: [Observer.Subject] = []
        for assignment in round.assignments {
            let name = assignment.instance.name
            var isReady = false
            if let run = assignment.run { isReady = await board.isReady(run) }
            subjects.append(
                Observer.Subject(
                    instance: name, automaton: assignment.automaton.name, isReady: isReady,
                    usage: agent.runner.usage(name),
                    processorsAsked: assignment.parameter("orchestrator.resources.cpu.request")?.seconds ?? 0,
                    memoryAsked: assignment.parameter("orchestrator.resources.memory.request")?.integer ?? 0))
        }
        let services = round.plan.services.map { ($0.name, $0.automaton) }
        let now = Date().timeIntervalSince1970
        let (observations, points) = round.observer.note(
            Observer.Second(
                time: now, window: log.closeWindow(), host: agent.hostName,
                machine: agent.runner.machineUsage(), subjects: subjects,
                automatons: Dictionary(services, uniquingKeysWith: { first, _ in first })))
        measurements.yield(
            ConfigurationGraph.Observations(
                measured: observations.measured(rates: round.remember(points), time: .wall)))
        try ObservationFiles(agent.state).write(observations, points)
    }
}

extension Observations {
    /// What planning is to know of it.
    ///
    /// - Parameter rates: the requests in a second that each automaton got lately, of those that HAProxy answers for.
    fileprivate func measured(rates: [String: Double], time: Moment) -> [Observation] {
        rows.filter { $0.kind == .automaton }.map { row in
            Observation(
                automaton: row.name, requestsPerSecond: rates[row.name], p50: row.p50.map { Double($0) / 1000 },
                p99: row.p99.map { Double($0) / 1000 }, errorsPerSecond: row.errorsPerSecond, cpu: row.processors,
                time: time)
        }
    }
}
