import ConfigurationGraph
import GraphStore

/// The plans that were committed, as the history tells of them.
///
/// What a plan decides lands in more than one commit: what goes on elsewhere ends first, and is placed when it has ended.
/// So decisions are gathered by the revision that they were made on, which each place says.
struct PlanHistory: Sendable {
    /// An instance that a commit placed.
    struct Decision: Hashable, Sendable {
        /// As it was placed.
        var instance: Instance
        var reason: PlacementReason
        /// The commit that placed it.
        var landed: Revision
        /// Where it was before; nil for one that is new.
        var from: String?
    }

    /// What one plan decided.
    struct Plan: Hashable, Sendable {
        /// The revision that it was made on.
        var decided: Revision
        /// The first commit that has something of it, and its time.
        var landed: Revision
        var time: Moment
        var decisions: [Decision]
    }

    private var commits: [(revision: Revision, time: Moment)] = []
    private var decisions: [Decision] = []

    /// Takes in the next commit.
    mutating func take(_ commit: Commit) {
        guard commit.message.hasPrefix("plan: ") else { return }
        commits.append((commit.revision, Moment(milliseconds: commit.time)))
        for change in commit.changes {
            guard case .instance(let after)? = change.after, let reason = after.placement else { continue }
            var from: String?
            if case .instance(let before)? = change.before {
                guard before.placement != reason else { continue }
                from = before.host
            }
            decisions.append(Decision(instance: after, reason: reason, landed: commit.revision, from: from))
        }
    }

    /// The plans that began to land after a revision, up to another, in their order.
    func plans(after first: Revision, to last: Revision) -> [Plan] {
        Dictionary(grouping: decisions, by: \.reason.revision).sorted { $0.key < $1.key }.compactMap { decided, made in
            guard let commit = commits.first(where: { $0.revision > decided }), commit.revision > first,
                commit.revision <= last
            else { return nil }
            return Plan(
                decided: decided, landed: commit.revision, time: commit.time,
                decisions: made.sorted { $0.instance.name < $1.instance.name })
        }
    }

    /// What was decided before a revision and landed after it: it had its place already.
    func pledged(at revision: Revision) -> [Decision] {
        decisions.filter { $0.reason.revision < revision && $0.landed > revision }
    }
}
