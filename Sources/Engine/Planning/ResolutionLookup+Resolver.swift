import ConfigurationGraph
import OCI
import Orchestrator
import Resolution

extension ResolutionLookup {
    /// Planning's questions, answered by resolution.
    static let resolver = ResolutionLookup(
        automaton: { name, view in
            let parameters = try AutomatonParameters(of: name, in: view)
            try check(name, for: parameters.architecture, in: view)
            return AutomatonReading(
                generation: try Generation(parameters), architecture: parameters.architecture,
                value: { parameters[$0] })
        },
        wantedSpec: { instance, view in
            guard let host = try view.value(Host.self, named: instance.host) else { return "" }
            let resolved = try Resolver.resolve(
                ResolutionRequest(
                    instance: instance.name, automaton: instance.automaton, host: host, idBase: instance.idBase,
                    debug: instance.debug), in: view)
            guard instance.spec != resolved.node.nodeName,
                let spec = try view.value(RuntimeSpecNode.self, named: instance.spec)?.filled(for: instance),
                !SpecDifference(from: spec, to: resolved.spec).needsRestart
            else { return resolved.node.nodeName }
            return instance.spec
        })

    /// Whether it can be resolved at all: what is wrong with its declarations is no host's fault.
    private static func check(_ automaton: String, for architecture: String?, in view: some GraphView) throws {
        for name in try view.names(of: .host) {
            guard let host = try view.value(Host.self, named: name),
                architecture == nil || host.architecture == architecture
            else { continue }
            _ = try Resolver.resolve(
                ResolutionRequest(
                    instance: "\(automaton)-1", automaton: automaton, host: host, idBase: host.idRangeStart,
                    debug: false), in: view)
            return
        }
    }
}

extension Generation {
    /// What an automaton runs: its artefact, and all that its instances are told. Where two differ in nothing that a process
    /// must be started anew for, instances go over from one to the other as they run.
    init(_ parameters: AutomatonParameters) throws {
        self.init(
            artefact: parameters.artefact,
            configuration: try parameters.digest(leavingOut: SpecDifference.concernsPlanningAlone))
    }
}

extension ResolvedFrom {
    /// What instances of a generation are resolved from that is declared at a revision.
    ///
    /// - Parameter old: what an instance was resolved from, which it keeps where that is the same.
    init(_ generation: Generation, at revision: Revision, keeping old: ResolvedFrom?) {
        if let old, Generation(old) == generation, old.insteadOf == nil {
            self = old
        } else {
            self.init(
                artefact: generation.artefact, configuration: generation.configuration, revision: revision)
        }
    }
}
