/// What an edge says of the node it starts from.
///
/// `dependsOn` is what must be present where an artefact runs, for images and for Nix alike; from a resolved
/// configuration it leads to what that is pinned to, whatever its artefact has become since. `builtFrom` is what must be
/// present to build it, and `produces` leads from a derivation to its outputs. Nix's own references are `dependsOn` and
/// `builtFrom` together.
public enum EdgeLabel: String, Hashable, Sendable, Codable, CaseIterable {
    case dependsOn, builtFrom, produces, variantOf
    case configures, follows, runs, uses, mounts, reads
    case instanceOf, placedOn, resolvedTo, statusOf
    case governs

    /// Which kinds this label may join: from each of the first to each of the second.
    public var schema: (from: Set<NodeKind>, to: Set<NodeKind>) {
        switch self {
        case .dependsOn:
            (
                [.artefact, .imageIndex, .imageManifest, .storePath, .runtimeSpec],
                [.imageIndex, .imageManifest, .imageConfig, .layer, .storePath]
            )
        case .builtFrom: ([.artefact, .derivation], [.derivation, .storePath])
        case .produces: ([.derivation], [.storePath])
        case .variantOf: ([.artefact, .instance], [.artefact, .instance])
        case .configures: ([.configuration], [.artefact, .automaton])
        case .follows: ([.automaton], [.configuration])
        case .runs: ([.automaton], [.artefact])
        case .uses: ([.automaton], [.automaton])
        case .mounts: ([.automaton], [.volume])
        case .reads: ([.automaton, .configuration], [.secret])
        case .instanceOf: ([.instance], [.automaton])
        case .placedOn: ([.instance], [.host])
        case .resolvedTo: ([.instance], [.runtimeSpec])
        case .statusOf: ([.instanceStatus], [.instance])
        case .governs: ([.hostPolicy], [.host])
        }
    }
}

/// A directed, labelled connection of two nodes.
///
/// A node owns the edges that start from it: they follow from its value (``Node/edges``), so that value and edges
/// can't disagree.
public struct Edge: Hashable, Sendable, Codable {
    /// Where the edge starts.
    public let from: NodeID
    /// What the edge means.
    public let label: EdgeLabel
    /// Where the edge ends.
    public let to: NodeID

    public init(from: NodeID, label: EdgeLabel, to: NodeID) {
        self.from = from
        self.label = label
        self.to = to
    }

    /// Whether the label may join these two kinds.
    public var isWellTyped: Bool {
        let schema = label.schema
        return schema.from.contains(from.kind) && schema.to.contains(to.kind)
    }
}

extension Edge: CustomStringConvertible {
    public var description: String { "\(from) ──\(label.rawValue)──▶ \(to)" }
}

extension Edge: Comparable {
    public static func < (left: Edge, right: Edge) -> Bool {
        if left.from != right.from { return left.from < right.from }
        return (left.label.rawValue, left.to) < (right.label.rawValue, right.to)
    }
}
