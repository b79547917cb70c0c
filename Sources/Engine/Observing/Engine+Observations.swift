public import Foundation
import Runtime

extension Engine {
    /// What `serve`, or the host's `agent`, sees of this host now.
    ///
    /// - Throws: ``Failure`` when none runs, as what was seen long ago says nothing.
    public func observations(now: Date = Date()) throws -> Observations {
        let files = ObservationFiles(StateDirectory(settings.stateDirectory))
        guard let found = files.read(), now.timeIntervalSince1970 - found.time < 15 else {
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
