import ConfigurationGraph
import GraphStore
import Orchestrator

extension Orchestrator.Proposal {
    /// Commits it, if it is still what it was decided to be.
    ///
    /// - Parameter known: a revision for each generation that was seen, by automaton.
    /// - Returns: the revision that it landed as; nil if it was refused, as something that it touches changed, or somebody
    ///   else leads.
    /// - Throws: what the store throws, and `ResolutionFailure`.
    func commit(
        to store: any GraphStore, author: String, known revisions: [String: [Generation: Revision]]
    ) async throws -> Revision? {
        do {
            let (past, hosts) = try await store.read { view in
                let hosts = try Set(puts.map(\.host)).compactMap { try view.value(Host.self, named: $0) }
                return (
                    try ProposalDraft.pastRevisions(of: self, known: revisions, in: view),
                    Dictionary(hosts.map { ($0.name, $0) }) { first, _ in first }
                )
            }
            var specs: [String: RuntimeSpecNode] = [:]
            for revision in Set(past.values).sorted() {
                let found = try await store.read(at: revision) { view in
                    try ProposalDraft.resolve(self, where: { past[$0] == revision }, hosts: hosts, in: view)
                }
                specs.merge(found) { first, _ in first }
            }
            let known = specs
            let transaction = try await store.read { view in
                let present = try ProposalDraft.resolve(self, where: { past[$0] == nil }, hosts: hosts, in: view)
                let draft = try ProposalDraft(
                    self, specs: known.merging(present) { first, _ in first }, past: past, in: view)
                var transaction = Transaction(
                    author: author, roles: [.orchestrator], message: summary,
                    preconditions: [.holds(lease: Controller.leaseName, epoch: epoch)] + draft.preconditions,
                    puts: draft.puts, deletes: draft.deletes)
                try transaction.deleteUnusedSpecs(in: view)
                return transaction
            }
            return try await store.commit(transaction).revision
        } catch is ProposalDraft.Refusal {
            return nil
        } catch let error as TransactionError where error.isLostRace {
            return nil
        }
    }
}
