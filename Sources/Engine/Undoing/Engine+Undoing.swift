import ConfigurationGraph
import Forge
import GraphStore
import Processes
import Runtime

extension Engine {
    /// Does work that changes graph and machine, and takes it all back if it can't be finished.
    ///
    /// An instance at fault, whose process ends or never gets ready, stays as it is to be looked at: what was asked for
    /// was done. What agents and a controller carry out stands as well. Everything else, from a taken port to Ctrl-C,
    /// leaves the graph and what runs as they were.
    ///
    /// - Parameter starting: whether the work may start instances, so that the kernel is made ready for it.
    /// - Throws: ``Failure``, what the work threw.
    func undoable<Value: Sendable>(
        starting: Bool = true, _ events: @escaping EventHandler, _ work: (Agent) async throws -> Value
    ) async throws -> Value {
        try await reportingFailures {
            async let _ = starting ? InstanceRunner.expectStarts() : ()
            // The first question opens the store; meanwhile the machine is looked at.
            async let opened = store.revision()
            let plain = try await agent(events)
            _ = try await opened
            let journal = Journal(ran: try await plain.running())
            let agent = plain.noting(in: journal)
            do {
                return try await work(agent)
            } catch {
                let failure = Failure(describing: error)
                // What is interrupted may fail with any error: a program that was ended, a question that was broken off.
                let isInstancesFault =
                    failure.status == .failed && !journal.entries.commits.isEmpty && !Task.isCancelled
                let stands = isInstancesFault || journal.entries.isHandedOver
                if !stands { try await uncancelled { try await undo(journal, plain) } }
                throw failure
            }
        }
    }

    private func undo(_ journal: Journal, _ agent: Agent) async throws {
        let entries = journal.entries
        let ended = journal.ran.subtracting(try await agent.running())
        if !entries.commits.isEmpty || !entries.forged.isEmpty || !ended.isEmpty {
            agent.events(.note("taking back what was begun"))
        }
        guard try await revert(entries, events: agent.events) else { return }
        try await agent.withdraw(entries.launched.subtracting(journal.ran))
        try await agent.reconcile(journal.ran, waitUntilReady: false, timeout: .zero)
        agent.removeEmptyVolumes(madeBy: entries.commits)
        guard !entries.forged.isEmpty else { return }
        _ = try await forge.collectGarbage(
            dryRun: false, author: settings.author, keeping: agent.state.pinnedByStarted)
    }

    /// Makes the nodes that the command wrote what they were before, in a new revision.
    ///
    /// - Returns: false if somebody else has changed one of them meanwhile: then all stay.
    private func revert(_ entries: Journal.Entries, events: EventHandler) async throws -> Bool {
        let statuses = NodeKind.instanceStatus
        let changes = entries.commits.flatMap(\.changes).filter { ![.host, statuses].contains($0.id.kind) }
        let back = NodeChangeValue.merged(changes).map(\.reversed)
        var transaction = Transaction(
            author: settings.author, roles: [.forge, .operator, .orchestrator], message: "undo",
            preconditions: preconditions(entries), puts: back.compactMap(\.after),
            deletes: Set(back.filter { $0.after == nil }.map(\.id)))
        for (name, before) in entries.forged {
            guard let before else {
                transaction.deletes.insert(NodeID(.artefact, name))
                continue
            }
            transaction.puts.append(.artefact(before))
        }
        for id in transaction.deletes where id.kind == .instance {
            transaction.deletes.insert(NodeID(statuses, id.name))
        }
        // Others may have come to have in common with it what it was the first to write.
        transaction.deletes = transaction.deletes.filter { $0.kind != .runtimeSpec }
        do {
            let whole = try await store.read { [transaction] view in
                var whole = transaction
                try whole.deleteUnusedSpecs(in: view)
                return whole
            }
            try await store.commit(whole)
            return true
        } catch let error as TransactionError where error.isLostRace {
            events(.note("nothing is taken back, as somebody else changed it meanwhile: see 'emergence history'"))
            return false
        }
    }

    /// That nobody else has changed what the command wrote.
    private func preconditions(_ entries: Journal.Entries) -> [Transaction.Precondition] {
        var last: [NodeID: Transaction.Precondition] = [:]
        for commit in entries.commits {
            for change in commit.changes where ![.host, .instanceStatus, .runtimeSpec].contains(change.id.kind) {
                last[change.id] =
                    change.after == nil ? .absent(change.id) : .unchanged(change.id, since: commit.revision)
            }
        }
        return Array(last.values)
    }
}
