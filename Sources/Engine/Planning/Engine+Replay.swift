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
            var replay = Replay()
            var after = first
            // A plan that was too much for one commit is several in a row.
            var plan: [Commit] = []
            var decided: Set<Revision> = []
            while after < last, replay.difference == nil {
                let commits = try await store.history(after: after, limit: 100)
                guard let end = commits.last?.revision else { break }
                for commit in commits where commit.revision <= last && commit.message.hasPrefix("plan: ") {
                    let revisions = Set(Replay.decisions(of: [commit]).keys)
                    if revisions != decided {
                        try await follow(plan, &replay)
                        plan = []
                        decided = revisions
                    }
                    plan.append(commit)
                }
                after = end
            }
            try await follow(plan, &replay)
            return replay
        }
    }

    private func follow(_ plan: [Commit], _ replay: inout Replay) async throws {
        guard let commit = plan.last else { return }
        for (decided, decisions) in Replay.decisions(of: plan).sorted(by: { $0.key < $1.key }) {
            guard replay.difference == nil else { return }
            let automatons = Set(decisions.map(\.automaton))
            let counts = try await store.read(at: commit.revision) { view in
                let instances = try view.values(Instance.self).filter { $0.ending == nil && !$0.isVariant }
                // One that comes in another's place is none more.
                let replacing = Set(instances.compactMap(\.placement?.replaces))
                return Dictionary(
                    instances.filter { automatons.contains($0.automaton) && !replacing.contains($0.name) }
                        .map { ($0.automaton, 1) }, uniquingKeysWith: +)
            }
            let now = Moment(milliseconds: commit.time)
            let before = replay
            replay = try await store.read(at: decided) { view in
                var replay = before
                try replay.again(decisions, on: view, counts: counts, at: commit.revision, now: now)
                return replay
            }
        }
    }
}
