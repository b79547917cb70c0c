import ConfigurationGraph
public import Foundation
import GraphStore
import Runtime

extension Engine {
    /// What agents see of their hosts now, and where there are none what `serve` sees of this one.
    ///
    /// - Throws: ``Failure`` when none runs, as what was seen long ago says nothing.
    public func observations(now: Date = Date()) async throws -> Observations {
        try await reportingFailures {
            let moment = Moment(seconds: now.timeIntervalSince1970)
            let attendance = try await store.attendance(at: moment)
            guard !attendance.hosts.isEmpty else { return try observationsHere(now: now) }
            let recorded = try await store.observations(since: moment + -Self.lifetime).measured
            let hosts = attendance.hosts.union(attendance.lostHosts)
            return try await store.read { view in
                let known = try view.names(of: .host).filter(hosts.contains)
                return Observations(
                    of: known, try CountedInstance.all(in: view), recorded: recorded, time: now.timeIntervalSince1970)
            }
        }
    }

    /// How long what was seen holds, in seconds.
    private static let lifetime = 15.0

    private func observationsHere(now: Date) throws -> Observations {
        let files = ObservationFiles(StateDirectory(settings.stateDirectory))
        guard let found = files.read(), now.timeIntervalSince1970 - found.time < Self.lifetime else {
            throw Failure(
                .unavailable, "nobody observes \(settings.stateDirectory)",
                hint: "'emergence serve' does, and a host's 'emergence agent', for as long as it runs")
        }
        return found
    }

    /// What came to each automaton, second by second, in the last so many seconds.
    public func traffic(inLast seconds: Double, now: Date = Date()) -> [TrafficPoint] {
        ObservationFiles(StateDirectory(settings.stateDirectory))
            .readPoints(since: now.timeIntervalSince1970 - seconds)
    }
}
