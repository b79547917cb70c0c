import GraphStore
import Orchestrator
import Resolution
public import ConfigurationGraph
public import OCI

extension Engine {
    /// Where the values of an instance came from.
    ///
    /// What was computed when the instance was resolved is read, nothing is computed anew. An automaton that has no
    /// instance is resolved for this host as `up` would, and nothing is written.
    ///
    /// - Parameter name: an instance, or an automaton.
    /// - Throws: ``Failure`` when there is no such thing, with the nearest name, and when an automaton without an
    ///   instance can't be resolved, with everything that is wrong.
    public func explain(_ name: String, at revision: Revision? = nil) async throws -> Explanation {
        try await reportingFailures {
            if let found = try await store.read(at: revision, { try Self.explanation(of: name, in: $0) }) {
                return found
            }
            let host = try await host()
            return try await store.read(at: revision) { view in
                try Self.explanation(of: name, in: view) ?? Self.prospect(of: name, on: host, in: view)
            }
        }
    }

    /// The OCI runtime configuration of an instance, as it is in the graph.
    ///
    /// - Throws: ``Failure`` as ``explain(_:at:)`` does.
    public func spec(_ name: String, at revision: Revision? = nil) async throws -> JSONValue {
        try await explain(name, at: revision).spec
    }

    /// The explanation of an instance, or of an automaton's first; nil for an automaton that has none.
    private static func explanation(of name: String, in view: some GraphView) throws -> Explanation? {
        if let found = try explanation(ofInstance: name, in: view) { return found }
        guard try view.contains(NodeID(.automaton, name)) else { throw try nothing(called: name, in: view) }
        let instances = try view.edges(to: NodeID(.automaton, name)).filter { $0.label == .instanceOf }
            .compactMap { try view.value(Instance.self, named: $0.from.name) }
        guard let first = instances.first(where: { !$0.isVariant }) else { return nil }
        return try explanation(ofInstance: first.name, in: view)
    }

    private static func explanation(ofInstance name: String, in view: some GraphView) throws -> Explanation? {
        guard let instance = try view.value(Instance.self, named: name),
            let spec = try view.value(RuntimeSpecNode.self, named: instance.spec)
        else { return nil }
        return Explanation(spec.filled(for: instance), of: name, exists: true, revision: view.revision)
    }

    /// What an automaton's instance would get on a host.
    private static func prospect(
        of automaton: String, on host: Host, in view: some GraphView
    ) throws -> Explanation {
        guard let instance = try Placement.onOneHost(host, in: view).placed.first(where: { $0.automaton == automaton })
        else { throw Failure(.unavailable, "no instance of '\(automaton)' would be placed on \(host.name)") }
        let resolved = try Resolver.resolve(
            ResolutionRequest(
                instance: instance.name, automaton: automaton, host: host, idBase: instance.idBase, debug: false),
            in: view)
        return Explanation(resolved.spec, of: instance.name, exists: false, revision: view.revision)
    }

    private static func nothing(called name: String, in view: some GraphView) throws -> Failure {
        let names = try view.values(Automaton.self).map(\.name) + view.values(Instance.self).map(\.name)
        return Failure.nothing(
            "automaton or instance", called: name, among: names, else: "'emergence ps' lists what runs")
    }
}
