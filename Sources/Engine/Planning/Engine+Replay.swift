public import ConfigurationGraph
import Foundation
import GraphStore
import Orchestrator

extension Engine {
    /// Makes the decisions of the plans that were committed after one revision, up to another, once more.
    ///
    /// - Throws: ``Failure`` when there are no such revisions.
    public func replay(from first: Revision, to last: Revision?) async throws -> Replay {
        try await reportingFailures {
            let newest = try await store.revision()
            let last = last ?? newest
            guard first <= last, last <= newest, first >= .zero else {
                throw Failure(
                    .usage, "there are no revisions from \(first) to \(last)", hint: "the newest is \(newest)")
            }
            return try await Replay(of: store, after: first, to: last)
        }
    }
}
