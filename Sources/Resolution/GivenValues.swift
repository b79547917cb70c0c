import ConfigurationGraph
import OCI

/// A value that somebody gave, and where it came from.
struct Given: Hashable {
    var value: JSONValue
    var origin: Provenance.Origin
}

/// What the operator gave for one instance, by parameter, the weakest first (docs/architecture.md, "Precedence").
struct GivenValues {
    private var byParameter: [String: [Given]] = [:]
    private(set) var problems: [ResolutionProblem] = []

    /// Collects the settings of an automaton, of the configurations that it follows, and of those that configure it or
    /// its artefact.
    init(for automaton: Automaton, revision: Revision, in view: some GraphView) throws {
        addUnordered(try Self.configurations(of: NodeID(.artefact, automaton.artefact), in: view))
        addUnordered(try Self.configurations(of: automaton.id, in: view))
        for name in automaton.configurations {
            guard let node = try view.node(NodeID(.configuration, name)),
                case .configuration(let configuration) = node.node
            else { continue }
            add(configuration.settings, of: node.id, node.revision)
        }
        add(automaton.settings, of: automaton.id, revision)
    }

    /// All values given for a parameter, the weakest first.
    func all(_ parameter: String) -> [Given] { byParameter[parameter] ?? [] }

    /// The value that wins; nil if nobody gave one. Null means that a default is taken away.
    func strongest(_ parameter: String) -> Given? { byParameter[parameter]?.last }

    private static func configurations(of id: NodeID, in view: some GraphView) throws -> [VersionedNode] {
        try view.edges(to: id).filter { $0.label == .configures }.compactMap { try view.node($0.from) }
    }

    private mutating func add(_ settings: [Setting], of node: NodeID, _ revision: Revision) {
        for setting in settings {
            let type = Catalogue.parameter(at: setting.parameter)?.type ?? .any
            byParameter[setting.parameter, default: []].append(
                Given(
                    value: type.normalised(setting.value) ?? setting.value,
                    origin: .node(node, revision: revision, location: setting.location)))
        }
    }

    /// Adds configurations that have no order among them: two that disagree on a value are a problem.
    private mutating func addUnordered(_ nodes: [VersionedNode]) {
        var first: [String: (node: NodeID, value: JSONValue)] = [:]
        for node in nodes {
            guard case .configuration(let configuration) = node.node else { continue }
            for setting in configuration.settings {
                for (leaf, value) in Merge.leaves(of: setting) {
                    if let other = first[leaf], other.value != value {
                        problems.append(
                            ResolutionProblem(
                                parameter: leaf,
                                message: "\(other.node) and \(node.id) disagree, and neither comes before the other",
                                node: node.id, location: setting.location))
                    }
                    first[leaf] = (node.id, value)
                }
            }
            add(configuration.settings, of: node.id, node.revision)
        }
    }
}
