import Architect
import ConfigurationGraph
import Forge
import Foundation
import GraphStore
import OCI
import Runtime

extension Engine {
    /// What the declarations in these files would change, touching nothing. Artefacts that would be forged are looked at
    /// in their sources, and Nix evaluates what it would build, so that what `up` would refuse is refused here.
    ///
    /// - Parameter refresh: whether tags that have moved are followed.
    /// - Throws: ``Failure`` with every error of every file.
    public func plan(_ paths: [String], set: String?, refresh: Bool = false) async throws -> Proposal {
        try await reportingFailures {
            let declarations = try declarations(paths, set: set)
            let moved = try await movedTags(of: declarations)
            let survey = try await survey(declarations)
            let missing = survey.missing
            let followed = refresh ? declarations.artefacts.filter { $0.hasMoved(moved) } : []
            let draft = try await draft(of: declarations, forging: missing + followed, survey)
            try await checkPorts(of: draft)
            var proposal = Proposal(draft, forging: missing.map { .planned($0, survey.prospect(of: $0.name)) })
            if refresh {
                proposal.changes.insert(contentsOf: moved.map(ProposedChange.init), at: 0)
            } else {
                proposal.moved = moved
            }
            proposal.placements = try await forecast(after: draft)
            let automatons = declarations.nodes.filter { $0.kind == .automaton }.map(\.id.name)
            proposal.failed = try await store.read { view in
                try FailedGeneration.all(of: automatons, in: view.overlaid(with: draft.outlook))
            }
            return proposal
        }
    }

    /// Forges what is missing, commits the declarations, makes the instances follow them, and waits until those are ready.
    ///
    /// - Throws: ``Failure``; when it is one of the declarations, nothing was changed.
    @discardableResult
    public func apply(
        _ paths: [String], set: String?, refresh: Bool = false, events: @escaping EventHandler
    ) async throws -> Proposal {
        try await undoable(events) { agent in
            let (draft, proposal) = try await land(paths, set: set, refresh: refresh, agent: agent)
            try await carryOut(draft, by: agent)
            return proposal
        }
    }

    /// Applies the files, or takes what is declared already where none are given, starts all that should run in the
    /// order of their dependencies, and waits until everything is ready.
    ///
    /// - Throws: ``Failure``; when it is one of the declarations, nothing was changed.
    public func up(
        _ paths: [String], set: String?, debug: Set<String> = [], refresh: Bool = false,
        timeout: Duration = .seconds(60), events: @escaping EventHandler
    ) async throws -> [InstanceReport] {
        try await undoable(events) { agent in
            var automatons: Set<String>?
            let draft: Draft
            if paths.isEmpty {
                automatons = Set(try await store.read { try $0.names(of: .automaton) })
                draft = try await commit(by: agent) { host in
                    DraftRequest(
                        debug: debug, bringsUp: true, host: host, author: settings.author, message: "up")
                }
            } else {
                draft = try await land(paths, set: set, debug: debug, refresh: refresh, agent: agent).draft
            }
            try await carryOut(draft, automatons: automatons, by: agent, timeout: timeout)
            if draft.isLed, !debug.isEmpty { try await giveTerminals(to: debug, by: agent) }
            return try await instances(automaton: nil, seenBy: draft.isLed ? nil : agent)
        }
    }

    /// Deletes what the files declare, and with it its instances; the volumes' content only if asked for.
    ///
    /// - Throws: ``Failure`` when something outside the files still refers to it; nothing was changed then.
    @discardableResult
    public func delete(
        _ paths: [String], set: String?, volumes: Bool, events: @escaping EventHandler
    ) async throws -> Proposal {
        try await undoable(events) { agent in
            var declarations = try declarations(paths, set: set, mayBeEmpty: true)
            let content = declarations.nodes.filter { $0.kind == .volume }.map(\.id.name)
            declarations.nodes = []
            declarations.artefacts = []
            declarations.secrets = []
            let request = { [declarations] host in
                DraftRequest(declarations: declarations, host: host, author: settings.author, message: "delete")
            }
            if volumes { try await takeDownMounting(content, before: request, by: agent) }
            let draft = try await commit(by: agent, request)
            try await carryOut(draft, by: agent, waitUntilReady: false)
            if volumes {
                try content.forEach { try agent.removeContent(ofVolume: $0) }
                try await tellOfContent(of: content, elsewhereThan: agent)
            }
            return Proposal(draft, forging: [])
        }
    }

    /// Checks that the ports which a draft publishes are free, where this machine is one that runs what is published.
    func checkPorts(of draft: Draft) async throws {
        guard !draft.isLed, geteuid() == 0 else { return }
        let agent: Agent
        do { agent = try await self.agent() } catch RuntimeError.missingProgram { return }
        try await agent.checkPorts(of: draft)
    }

    /// What the declarations in these files lead to, worked out and not committed.
    func draft(of paths: [String]) async throws -> Draft {
        try await reportingFailures {
            let declarations = try declarations(paths, set: nil)
            let survey = try await survey(declarations)
            return try await draft(of: declarations, forging: survey.missing, survey)
        }
    }

    private func draft(
        of declarations: Declarations, forging artefacts: [ArtefactDeclaration], _ survey: ArtefactSurvey
    ) async throws -> Draft {
        var request = DraftRequest(
            declarations: declarations,
            secrets: try plannedSecrets(of: declarations, try declarations.secretValues()),
            preview: try await preview(artefacts, of: declarations, survey), host: try await host(),
            author: settings.author, message: "plan")
        request.isLed = try await isLed
        return try await store.read { [request] in try Draft(request, in: $0) }
    }

    /// Reads the files; a set that isn't named is called after the paths.
    ///
    /// - Parameter mayBeEmpty: whether a file may declare nothing.
    func declarations(_ paths: [String], set: String?, mayBeEmpty: Bool = false) throws -> Declarations {
        try Architect.declarations(
            from: SourceFile.load(paths), set: set ?? paths.joined(separator: " "), mayBeEmpty: mayBeEmpty)
    }

    /// Forges what is missing and commits the declarations.
    private func land(
        _ paths: [String], set: String?, debug: Set<String> = [], refresh: Bool = false, agent: Agent
    ) async throws -> (draft: Draft, proposal: Proposal) {
        let declarations = try declarations(paths, set: set)
        let survey = try await survey(declarations, events: agent.events)
        var missing = survey.missing
        if refresh {
            let moved = try await movedTags(of: declarations)
            missing += declarations.artefacts.filter { $0.hasMoved(moved) }
        }
        let values = try declarations.secretValues()
        if !missing.isEmpty {
            try await rehearse(declarations, secrets: values, forging: missing, survey, debug: debug, by: agent)
        }
        for artefact in missing { try await forge(artefact, of: declarations, by: agent) }
        let draft = try await withSecrets(of: declarations, values) { secrets in
            try await commit(by: agent) { host in
                DraftRequest(
                    declarations: declarations, secrets: secrets, debug: debug, host: host, author: settings.author,
                    message: "apply \(declarations.set)")
            }
        }
        return (draft, Proposal(draft, forging: missing.map { .done($0, survey.prospect(of: $0.name)) }))
    }

    /// Commits a draft whose ports are free, worked out anew for as long as somebody else is first.
    ///
    /// - Throws: `TransactionError.conflict` after many attempts, `RelayError` for a port that is taken, and whatever
    ///   the draft throws.
    @discardableResult
    func commit(
        by agent: Agent, _ request: (ConfigurationGraph.Host) throws -> DraftRequest
    ) async throws -> Draft {
        var request = try request(try await agent.host())
        return try await untilUndisturbed("worked out") {
            request.isLed = try await isLed
            let draft = try await store.read { [request] in try Draft(request, in: $0) }
            try await agent.checkPorts(of: draft)
            try await agent.commit(draft.transaction)
            return draft
        }
    }
}
