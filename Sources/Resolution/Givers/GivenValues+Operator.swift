import ConfigurationGraph
import OCI

extension GivenValues {
    /// Adds what the operator gave: by configurations that configure the artefact, by those that configure the
    /// automaton, by those that it names in order, and by itself.
    mutating func add(_ automaton: Automaton, revision: Revision, in view: some GraphView) throws {
        try addUnordered(Self.configurations(of: NodeID(.artefact, automaton.artefact), in: view))
        try addUnordered(Self.configurations(of: automaton.id, in: view))
        for name in automaton.configurations {
            let id = NodeID(.configuration, name)
            guard let node = try view.node(id), case .configuration(let configuration) = node.node else {
                report(
                    ResolutionProblem(
                        parameter: "configurations", message: "names '\(name)', which isn't there", node: id,
                        location: automaton.declaration.location))
                continue
            }
            addOver(values(configuration.settings, of: id, node.revision))
        }
        addOver(values(automaton.settings, of: automaton.id, revision))
        addDependencies(of: automaton, revision: revision)
    }

    private static func configurations(of id: NodeID, in view: some GraphView) throws -> [VersionedNode] {
        try view.edges(to: id).filter { $0.label == .configures }.compactMap { try view.node($0.from) }
    }

    /// The dependencies are the automaton's own edges, and a parameter besides.
    private mutating func addDependencies(of automaton: Automaton, revision: Revision) {
        guard let first = automaton.dependencies.first else { return }
        let list = automaton.dependencies.map { dependency -> JSONValue in
            var members: [String: JSONValue] = [
                "automaton": .string(dependency.automaton), "startOrder": .bool(dependency.startOrder),
            ]
            members["alias"] = dependency.alias.map { .string($0) }
            return .object(members)
        }
        add(
            .array(list), for: "relay.dependencies",
            from: .node(automaton.id, revision: revision, location: first.location))
    }

    /// The right ones of a node's settings as contributions; the others are reported.
    private mutating func values(
        _ settings: [Setting], of node: NodeID, _ revision: Revision
    ) -> [OperatorsValue] {
        settings.flatMap(SettingCheck.expanded).compactMap { setting in
            let found = SettingCheck.check(setting, kind: node.kind)
            for problem in found { report(ResolutionProblem(problem, node: node)) }
            guard found.isEmpty, let entry = Catalogue.parameter(at: setting.parameter) else { return nil }
            let origin = Provenance.Origin.node(node, revision: revision, location: setting.location)
            let value = entry.type.normalised(setting.value) ?? setting.value
            return OperatorsValue(
                parameter: entry.path, origin: origin, given: Given(value, merging: entry.merging, tag: origin))
        }
    }

    private mutating func addOver(_ values: [OperatorsValue]) {
        for value in values { add(value.given, for: value.parameter, from: value.origin) }
    }

    /// Adds configurations that have no order among them: two that disagree on a leaf are a problem, named once.
    private mutating func addUnordered(_ nodes: [VersionedNode]) {
        var merged: [String: [(node: NodeID, given: Given)]] = [:]
        for node in nodes {
            guard case .configuration(let configuration) = node.node else { continue }
            let all = values(configuration.settings, of: node.id, node.revision)
            for value in all {
                for other in merged[value.parameter] ?? [] {
                    reportDisagreements(on: value.parameter, node.id, value.given, with: other.node, other.given)
                }
                merged[value.parameter, default: []].append((node.id, value.given))
            }
            addOver(all)
        }
    }

    private mutating func reportDisagreements(
        on parameter: String, _ node: NodeID, _ given: Given, with other: NodeID, _ theirs: Given
    ) {
        for key in given.disagreements(with: theirs) {
            let leaf = given.leaves.first { $0.key == key } ?? given.leaves.first
            var place: SourceLocation?
            if case .node(_, _, let location) = leaf?.tag { place = location }
            report(
                ResolutionProblem(
                    parameter: key.isEmpty ? parameter : "\(parameter).\(key)",
                    message: "is given by \(other) and by \(node), which disagree and have no order; "
                        + "name them in the automaton's 'configurations', or give it in one alone",
                    node: node, location: place))
        }
    }
}

/// A value that the operator gave, and where.
private struct OperatorsValue {
    let parameter: String
    let origin: Provenance.Origin
    let given: Given
}
