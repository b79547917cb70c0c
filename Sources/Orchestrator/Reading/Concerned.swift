public import ConfigurationGraph

/// The hosts, automatons and instances that a change to the graph concerns: what is to be read anew.
///
/// Takes time in proportion to the change and to what refers to it.
public struct Concerned: Sendable {
    public private(set) var hosts: Set<String> = []
    public private(set) var automatons: Set<String> = []
    public private(set) var instances: Set<String> = []

    /// - Parameter view: the graph after the change.
    /// - Throws: whatever reading the view throws.
    public init(_ changes: some Sequence<NodeChangeValue>, in view: some GraphView) throws {
        for change in changes {
            switch change.id.kind {
            case .host, .hostPolicy: hosts.insert(change.id.name)
            case .instance, .instanceStatus: instances.insert(change.id.name)
            case .runtimeSpec: try addReferrers(of: change.id, along: [.resolvedTo], in: view)
            case .automaton: automatons.insert(change.id.name)
            case .configuration:
                for node in [change.before, change.after] {
                    guard case .configuration(let configuration) = node else { continue }
                    for target in configuration.configures { try addConfigured(target, in: view) }
                }
                try addReferrers(of: change.id, along: [.follows], in: view)
            case .artefact, .volume: try addReferrers(of: change.id, along: [.runs, .mounts], in: view)
            case .secret: try addReaders(of: change.id, in: view)
            case .imageIndex, .imageManifest, .imageConfig, .layer, .derivation, .storePath: break
            }
        }
        for name in automatons {
            try addReferrers(of: NodeID(.automaton, name), along: [.instanceOf], in: view)
        }
    }

    private mutating func addReferrers(of id: NodeID, along labels: Set<EdgeLabel>, in view: some GraphView) throws {
        for edge in try view.edges(to: id) where labels.contains(edge.label) {
            switch edge.from.kind {
            case .automaton: automatons.insert(edge.from.name)
            case .instance: instances.insert(edge.from.name)
            default: break
            }
        }
    }

    private mutating func addConfigured(_ target: NodeID, in view: some GraphView) throws {
        if target.kind == .automaton { automatons.insert(target.name) }
        if target.kind == .artefact { try addReferrers(of: target, along: [.runs], in: view) }
    }

    private mutating func addReaders(of secret: NodeID, in view: some GraphView) throws {
        for edge in try view.edges(to: secret) where edge.label == .reads {
            if edge.from.kind == .automaton { automatons.insert(edge.from.name) }
            guard let configuration = try view.value(Configuration.self, named: edge.from.name),
                edge.from.kind == .configuration
            else { continue }
            for target in configuration.configures { try addConfigured(target, in: view) }
            try addReferrers(of: edge.from, along: [.follows], in: view)
        }
    }
}
