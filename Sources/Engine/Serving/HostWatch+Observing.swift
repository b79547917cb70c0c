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
        round.remember(points)
        try ObservationFiles(agent.state).write(observations, points)
    }
}
