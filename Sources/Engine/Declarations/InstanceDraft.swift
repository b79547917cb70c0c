import ConfigurationGraph
import OCI
import Orchestrator
import Resolution

/// The part of a draft that is about instances: their nodes, their resolved configurations, and what it does to them.
struct InstanceDraft {
    var puts: [Node] = []
    var deletes: Set<NodeID> = []
    var effects: [InstanceEffect] = []
    private var specs: Set<String> = []
    private var known = SpecReader()

    /// Resolves every instance of a placement; all problems of all instances are thrown at once.
    init(
        _ placement: Placement, request: DraftRequest, before: some GraphView, declared: some GraphView
    ) throws {
        var problems: [ResolutionProblem] = []
        var resolver = BatchResolver(in: declared)
        var check = try PolicyCheck(in: declared)
        var generations: [String: Generation] = [:]
        if request.isLed { problems += try Self.problems(ofAll: declared, check: &check) }
        for var instance in placement.instances {
            do {
                let generation: Generation
                if let known = generations[instance.automaton] {
                    generation = known
                } else {
                    let parameters = try AutomatonParameters(of: instance.automaton, in: declared)
                    problems += try check.problems(of: parameters, in: declared)
                    generation = try Generation(parameters)
                    generations[instance.automaton] = generation
                }
                instance.resolvedFrom = ResolvedFrom(
                    generation, at: declared.revision, keeping: instance.resolvedFrom)
                try add(instance, request: request, before: before, resolver: &resolver)
            } catch let failure as ResolutionFailure {
                problems += failure.problems
            }
        }
        guard problems.isEmpty else { throw ResolutionFailure(problems: problems) }
        for instance in placement.removed {
            deletes.formUnion(Self.nodes(of: instance))
            effects.append(InstanceEffect(instance: instance.name, action: .stop, reason: "its automaton is removed"))
        }
    }

    /// What is wrong with the wishes of all automatons, where it isn't found by resolving their instances.
    private static func problems(
        ofAll view: some GraphView, check: inout PolicyCheck
    ) throws -> [ResolutionProblem] {
        try view.names(of: .automaton).flatMap { name in
            do {
                return try check.problems(of: try AutomatonParameters(of: name, in: view), in: view)
            } catch let failure as ResolutionFailure {
                return failure.problems
            }
        }
    }

    /// The nodes that exist for one instance alone. Its configuration goes with the last that is resolved to it
    /// (``Transaction/deleteUnusedSpecs(in:)``).
    static func nodes(of instance: Instance) -> Set<NodeID> {
        [instance.id, NodeID(.instanceStatus, instance.name)]
    }

    private mutating func add(
        _ instance: Instance, request: DraftRequest, before: some GraphView,
        resolver: inout BatchResolver<some GraphView>
    ) throws {
        var resolved = instance
        resolved.debug = request.debug.contains(instance.automaton) || (request.debug.isEmpty && instance.debug)
        let resolution = try resolver.resolve(
            ResolutionRequest(
                instance: instance.name, automaton: instance.automaton, host: request.host, idBase: instance.idBase,
                debug: resolved.debug))
        resolved.spec = resolution.node.nodeName
        if specs.insert(resolved.spec).inserted { puts.append(.runtimeSpec(resolution.node)) }
        puts.append(.instance(resolved))
        try note(resolved, was: instance, spec: resolution.spec, in: before)
    }

    /// Says what the resolved configuration does to the instance.
    private mutating func note(
        _ instance: Instance, was before: Instance, spec: RuntimeSpecNode, in view: some GraphView
    ) throws {
        guard let old = try known.spec(of: before, in: view)?.filled(for: before) else {
            if instance.desired == .running {
                effects.append(InstanceEffect(instance: instance.name, action: .start, reason: "it is new"))
            }
            return
        }
        let reasons = SpecDifference(from: old, to: spec).reasons
        guard instance.desired == .running, !reasons.isEmpty else { return }
        effects.append(
            InstanceEffect(
                instance: instance.name, action: .restart, reason: reasons.joined(separator: ", ") + " changes"))
    }
}

extension Instance {
    /// The instance of a name, and the debug variants that go with it; none where there is no such instance.
    static func withVariants(_ name: String, in view: any GraphView) throws -> [Instance] {
        guard let instance = try view.value(Instance.self, named: name) else { return [] }
        let variants = try view.edges(to: instance.id).filter { $0.label == .variantOf }
        return [instance] + (try variants.compactMap { try view.value(Instance.self, named: $0.from.name) })
    }
}
