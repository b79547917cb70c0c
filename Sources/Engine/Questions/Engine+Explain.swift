import GraphStore
public import ConfigurationGraph
public import OCI

extension Engine {
    /// Where the values of an instance came from: all of them, or those of one parameter.
    ///
    /// What was computed when the instance was resolved is read, nothing is computed anew.
    ///
    /// - Parameters:
    ///   - name: an instance, or an automaton that has one.
    ///   - parameter: a leaf (`process.env.LOG`), a parameter (`process.env`), or a beginning (`process`).
    /// - Throws: ``Failure`` when there is no such instance or parameter, with the nearest name.
    public func explain(
        _ name: String, parameter: String? = nil, at revision: Revision? = nil
    ) async throws -> [Provenance] {
        let rows = try await resolved(name, at: revision).rows
        guard let parameter else { return rows }
        let chosen = rows.filter { row in
            row.path == parameter || row.path.hasPrefix(parameter + ".") || row.parameter == parameter
        }
        guard chosen.isEmpty else { return chosen }
        let nearest = Catalogue.nearest(to: parameter, among: rows.map(\.path))
        throw Failure(
            .failed, "\(name) has no parameter '\(parameter)'", hint: nearest.map { "did you mean '\($0)'?" })
    }

    /// The OCI runtime configuration of an instance, as it is in the graph.
    ///
    /// - Throws: ``Failure`` when there is no such instance.
    public func spec(_ name: String, at revision: Revision? = nil) async throws -> JSONValue {
        try await resolved(name, at: revision).spec
    }

    private func resolved(_ name: String, at revision: Revision?) async throws -> RuntimeSpecNode {
        try await reportingFailures {
            try await store.read(at: revision) { view in
                if let instance = try view.value(Instance.self, named: name),
                    let spec = try view.value(RuntimeSpecNode.self, named: instance.spec)
                {
                    return spec
                }
                let instances = try view.edges(to: NodeID(.automaton, name)).filter { $0.label == .instanceOf }
                guard let first = instances.map(\.from.name).min(),
                    let instance = try view.value(Instance.self, named: first),
                    let spec = try view.value(RuntimeSpecNode.self, named: instance.spec)
                else { throw try Self.noInstance(called: name, in: view) }
                return spec
            }
        }
    }

    private static func noInstance(called name: String, in view: some GraphView) throws -> Failure {
        if try view.node(NodeID(.automaton, name)) != nil {
            return Failure(.failed, "automaton '\(name)' has no instance", hint: "'emergence up' starts one")
        }
        let names = try view.values(Automaton.self).map(\.name) + view.values(Instance.self).map(\.name)
        let nearest = Catalogue.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
        return Failure(
            .failed, "there is no automaton or instance '\(name)'", hint: nearest ?? "'emergence ps' lists what runs")
    }
}
