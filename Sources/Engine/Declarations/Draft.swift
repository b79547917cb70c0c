import Architect
import ConfigurationGraph
import GraphStore
import OCI
import Orchestrator
import Resolution

/// What a change to the declarations leads to, worked out in one view and not committed yet.
struct Draft: Sendable {
    /// The transaction that commits it all, under the precondition that the graph hasn't changed.
    var transaction: Transaction
    /// The change to what the operator declared.
    var plan: DeclarationPlan
    /// What it does to instances.
    var effects: [InstanceEffect]
    /// What is declared then, without what follows for instances, and with what artefacts will be.
    var outlook: Transaction
    /// Whether instances are left to a controller.
    var isLed: Bool
    /// The automatons that it declares, or that run otherwise because of it, where they are left to one.
    var concerned: Set<String>
}

/// What a draft starts from, beside the view.
struct DraftRequest: Sendable {
    /// What the operator declares; nil where only instances are brought in line with what is declared.
    var declarations: Declarations?
    /// The secrets that are declared, or set, with their values.
    var secrets: DeclaredSecrets?
    /// What artefacts will be once they are forged: instances are resolved with it, and it isn't committed.
    var preview: [Node] = []
    /// Nodes to put besides, as a rollback or `stop` does.
    var puts: [Node] = []
    /// Nodes to delete besides.
    var deletes: Set<NodeID> = []
    /// Roles that the puts and deletes need, beside those of a draft itself.
    var roles: Set<Role> = []
    /// Automatons whose instances get a terminal.
    var debug: Set<String> = []
    /// Whether what was taken down runs again.
    var bringsUp = false
    /// Whether a controller plans for all hosts: then instances are left to it.
    var isLed = false
    /// The host that instances are placed on.
    var host: Host
    /// Who does it.
    var author: String
    /// What for.
    var message: String
}

extension Draft {
    /// Works out what a request leads to: a function of the view and the request alone.
    ///
    /// - Throws: `DiagnosticReport` for references that lead nowhere, `ResolutionFailure` with everything that keeps
    ///   instances from being resolved, and whatever reading the view throws.
    init(_ request: DraftRequest, in view: some GraphView) throws {
        let plan = try Self.plan(request, in: view)
        let artefacts = try request.declarations?.ownedArtefacts(in: view) ?? []
        var transaction = Transaction(
            author: request.author,
            roles: request.roles.union([.operator, .orchestrator, .agent] + (artefacts.isEmpty ? [] : [.forge])),
            message: request.message, preconditions: [.graphUnchanged(since: view.revision)],
            puts: try (request.isLed ? [] : [.host(request.host)]) + artefacts + plan.puts + request.puts
                + (request.bringsUp ? Self.broughtUp(in: view) : [])
                + (request.secrets?.set(in: view) ?? []), deletes: plan.deletes.union(request.deletes))
        var outlook = transaction
        outlook.puts += request.preview
        let declared = OverlayView(base: view, transaction: outlook)
        let placement =
            try request.isLed
            ? Placement.leftToController(in: declared) : Placement.onOneHost(request.host, in: declared)
        let instances = try InstanceDraft(placement, request: request, before: view, declared: declared)
        transaction.puts += instances.puts
        transaction.deletes.formUnion(instances.deletes)
        try transaction.deleteUnusedSpecs(in: view)
        self.transaction = transaction
        self.plan = plan
        self.outlook = outlook
        isLed = request.isLed
        concerned =
            try !request.isLed
            ? []
            : Concerned(transaction.changes(to: view), in: declared).automatons.union(
                (request.declarations?.nodes ?? []).filter { $0.kind == .automaton }.map(\.id.name))
        effects = instances.effects
    }

    /// The automatons that were taken down, as they are when they no longer are.
    private static func broughtUp(in view: some GraphView) throws -> [Node] {
        try view.values(Automaton.self).filter { $0.takenDown != nil }.map { automaton in
            var automaton = automaton
            automaton.takenDown = nil
            return .automaton(automaton)
        }
    }

    private static func plan(_ request: DraftRequest, in view: some GraphView) throws -> DeclarationPlan {
        guard var declarations = request.declarations else { return DeclarationPlan() }
        declarations.nodes += try request.secrets?.nodes(in: view) ?? []
        let diagnostics = try Architect.check(declarations, against: view)
        guard diagnostics.isEmpty else { throw DiagnosticReport(diagnostics) }
        return try Architect.plan(declarations, against: view)
    }
}

extension Declarations {
    /// The artefacts that the set declares from now on, or no longer does, and that say otherwise.
    fileprivate func ownedArtefacts(in view: some GraphView) throws -> [Node] {
        let declared = Set(artefacts.map(\.name))
        return try view.values(Artefact.self).compactMap { artefact in
            let isDeclared = declared.contains(artefact.name)
            guard isDeclared ? artefact.declaredBy == nil : artefact.declaredBy == set else { return nil }
            var owned = artefact
            owned.declaredBy = isDeclared ? set : nil
            return .artefact(owned)
        }
    }
}

extension Transaction {
    /// What it changes in a view.
    fileprivate func changes(to view: some GraphView) throws -> [NodeChangeValue] {
        let after = Dictionary(puts.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
        return try deletes.union(after.keys).compactMap { id in
            let before = try view.node(id)?.node
            return before == after[id] ? nil : NodeChangeValue(id: id, before: before, after: after[id])
        }
    }
}
