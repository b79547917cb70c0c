import ConfigurationGraph
import GraphStore
import Orchestrator
import Resolution

/// The transaction that a proposal comes to: places become instances with their reasons and resolved configurations.
///
/// What a failed generation is given up for is resolved as it was declared then: code and configuration go back together.
struct ProposalDraft: Sendable {
    private(set) var puts: [Node] = []
    private(set) var deletes: Set<NodeID> = []
    private(set) var preconditions: [Transaction.Precondition] = []
    private var declared = DeclaredGenerations()
    private var touched: Set<NodeID> = []
    private var specs: Set<String> = []

    /// Why a proposal can't be what it was decided to be.
    enum Refusal: Error {
        /// Something that it touches changed since it was decided.
        case outdated(NodeID)
    }

    /// The old declarations that a proposal goes back to: a revision for each automaton.
    ///
    /// - Parameter known: a revision for each generation of each automaton.
    static func pastRevisions(
        of proposal: Orchestrator.Proposal, known: [String: [Generation: Revision]], in view: any GraphView
    ) throws -> [String: Revision] {
        var past: [String: Revision] = [:]
        var declared = DeclaredGenerations()
        for placed in proposal.puts where past[placed.automaton] == nil {
            guard try declared.generation(of: placed.automaton, in: view) != placed.generation else { continue }
            past[placed.automaton] = known[placed.automaton]?[placed.generation]
        }
        return past
    }

    /// Resolves those places whose automatons are in `view` as they were declared when they were decided.
    ///
    /// - Parameters:
    ///   - concerns: whether an automaton's places are to be resolved in this view.
    ///   - hosts: the hosts as they are now, by name.
    static func resolve(
        _ proposal: Orchestrator.Proposal, where concerns: (String) -> Bool, hosts: [String: Host],
        in view: any GraphView
    ) throws -> [String: RuntimeSpecNode] {
        func resolveAll(in view: some GraphView) throws -> [String: RuntimeSpecNode] {
            var resolver = BatchResolver(in: view)
            var specs: [String: RuntimeSpecNode] = [:]
            for placed in proposal.puts where concerns(placed.automaton) {
                guard let host = hosts[placed.host] else { throw Refusal.outdated(NodeID(.host, placed.host)) }
                let debug = try view.value(Instance.self, named: placed.instance)?.debug ?? false
                specs[placed.instance] = try resolver.resolve(
                    ResolutionRequest(
                        instance: placed.instance, automaton: placed.automaton, host: host, idBase: placed.idBase,
                        debug: debug)
                ).node
            }
            return specs
        }
        return try resolveAll(in: view)
    }

    /// - Parameters:
    ///   - specs: what each place resolves to.
    ///   - past: the revisions that automatons go back to.
    /// - Throws: ``Refusal``, and whatever reading the view throws.
    init(
        _ proposal: Orchestrator.Proposal, specs: [String: RuntimeSpecNode], past: [String: Revision],
        in view: any GraphView
    ) throws {
        for placed in proposal.puts {
            guard let spec = specs[placed.instance] else {
                throw Refusal.outdated(NodeID(.instance, placed.instance))
            }
            try put(placed, spec, past: past[placed.automaton], proposal, in: view)
        }
        for end in proposal.ends {
            for var instance in try Instance.withVariants(end.instance, in: view) {
                try touch(instance.id, since: proposal.revision, in: view)
                instance.ending = end.reason
                puts.append(.instance(instance))
                // That it was stopped before says nothing of what was left of it.
                guard var status = try view.value(InstanceStatus.self, named: instance.name), status.state == .stopped
                else { continue }
                status.state = .pending
                puts.append(.instanceStatus(status))
            }
        }
        for name in proposal.removals {
            for instance in try Instance.withVariants(name, in: view) {
                deletes.formUnion(InstanceDraft.nodes(of: instance))
            }
        }
        for step in proposal.notes { try note(step, proposal, in: view) }
    }

    private mutating func put(
        _ placed: Step.Placed, _ spec: RuntimeSpecNode, past: Revision?, _ proposal: Orchestrator.Proposal,
        in view: any GraphView
    ) throws {
        let id = NodeID(.instance, placed.instance)
        let old = try view.value(Instance.self, named: placed.instance)
        let isDeclared = try declared.generation(of: placed.automaton, in: view) == placed.generation
        guard isDeclared || past != nil else { throw Refusal.outdated(NodeID(.automaton, placed.automaton)) }
        try touch(NodeID(.automaton, placed.automaton), since: proposal.revision, in: view)
        try touch(id, since: proposal.revision, in: view)
        preconditions.append(.present(NodeID(.host, placed.host)))
        try touch(NodeID(.hostPolicy, placed.host), since: proposal.revision, in: view)
        let replaced = try placed.reason.replaces.flatMap { try view.value(Instance.self, named: $0) }
        let source = ResolvedFrom(
            artefact: placed.generation.artefact, configuration: placed.generation.configuration,
            revision: past ?? view.revision,
            insteadOf: isDeclared ? nil : try failed(of: placed.automaton, proposal, in: view))
        put(spec)
        puts.append(
            .instance(
                Instance(
                    name: placed.instance, automaton: placed.automaton, host: placed.host, spec: spec.nodeName,
                    idBase: placed.idBase, debug: old?.debug ?? false,
                    desired: old?.desired ?? replaced?.desired ?? .running, placement: placed.reason,
                    resolvedFrom: source, restartAsked: old?.restartAsked)))
        guard let old else { return }
        // What was said of it before says nothing of what it is now; its address it asks for again where it stays.
        var status = InstanceStatus(instance: placed.instance, state: .pending)
        if old.host == placed.host, let known = try view.value(InstanceStatus.self, named: old.name) {
            status.addresses = known.addresses
        }
        puts.append(.instanceStatus(status))
    }

    /// Many instances have one configuration in common.
    private mutating func put(_ spec: RuntimeSpecNode) {
        if specs.insert(spec.nodeName).inserted { puts.append(.runtimeSpec(spec)) }
    }

    private mutating func note(_ step: Step, _ proposal: Orchestrator.Proposal, in view: any GraphView) throws {
        switch step {
        case .adopt(let name, let generation):
            guard var instance = try view.value(Instance.self, named: name), !deletes.contains(instance.id) else {
                return
            }
            guard try declared.generation(of: instance.automaton, in: view) == generation,
                let host = try view.value(Host.self, named: instance.host)
            else { throw Refusal.outdated(instance.id) }
            try touch(instance.id, since: proposal.revision, in: view)
            let spec = try Resolver.resolve(
                ResolutionRequest(
                    instance: name, automaton: instance.automaton, host: host, idBase: instance.idBase,
                    debug: instance.debug), in: view
            ).node
            instance.spec = spec.nodeName
            instance.resolvedFrom = ResolvedFrom(
                artefact: generation.artefact, configuration: generation.configuration, revision: view.revision)
            put(spec)
            puts.append(.instance(instance))
        case .giveBack(let automaton, _, let good?, _):
            let failed = try failed(of: automaton, proposal, in: view)
            let known = Set(puts.map(\.id)).union(deletes)
            for var instance in try Self.siblings(of: automaton, in: view) where !known.contains(instance.id) {
                guard var source = instance.resolvedFrom, Generation(source) == good else { continue }
                try touch(instance.id, since: view.revision, in: view)
                source.insteadOf = failed
                instance.resolvedFrom = source
                puts.append(.instance(instance))
            }
        case .giveBack, .settle, .place, .move, .restart, .stop: return
        }
    }

    /// What failed, so that what was good before runs: by this proposal, or by an earlier one.
    private func failed(
        of automaton: String, _ proposal: Orchestrator.Proposal, in view: any GraphView
    ) throws -> ResolvedFrom.Failed? {
        for case .giveBack(automaton, let failed, _, let reason) in proposal.notes {
            return ResolvedFrom.Failed(
                artefact: failed.artefact, configuration: failed.configuration, reason: reason)
        }
        return try Self.siblings(of: automaton, in: view).lazy.compactMap(\.resolvedFrom?.insteadOf).first
    }

    /// Makes the proposal depend on a node that it was decided on.
    private mutating func touch(_ id: NodeID, since revision: Revision, in view: any GraphView) throws {
        // Hundreds of instances are of one automaton.
        guard touched.insert(id).inserted else { return }
        guard let last = try view.lastChange(of: id) else {
            preconditions.append(.absent(id))
            return
        }
        guard last <= revision else { throw Refusal.outdated(id) }
        preconditions.append(.unchanged(id, since: last))
    }

    private static func siblings(of automaton: String, in view: any GraphView) throws -> [Instance] {
        try view.edges(to: NodeID(.automaton, automaton)).filter { $0.label == .instanceOf }
            .compactMap { try view.value(Instance.self, named: $0.from.name) }.filter { !$0.isVariant }
    }
}

/// The generations that are declared in one view, each worked out once.
private struct DeclaredGenerations {
    private var known: [String: Generation] = [:]

    mutating func generation(of automaton: String, in view: any GraphView) throws -> Generation {
        if let generation = known[automaton] { return generation }
        let generation = try Generation(try AutomatonParameters(of: automaton, in: view))
        known[automaton] = generation
        return generation
    }
}

extension Orchestrator.Proposal {
    /// What it does, in a line of the history.
    var summary: String {
        let all =
            puts.map { "\($0.instance) on \($0.host)" } + ends.map { "end \($0.instance)" }
            + removals.map { "remove \($0)" } + notes.map(\.description)
        let rest = all.count > 3 ? " and \(all.count - 3) more" : ""
        return "plan: " + all.prefix(3).joined(separator: ", ") + rest
    }
}
