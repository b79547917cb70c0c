import Architect
import ConfigurationGraph
import Forge
import GraphStore
import OCI

extension Proposal {
    /// A draft as it is shown.
    ///
    /// - Parameters:
    ///   - forging: artefacts that are, or were, forged for it.
    ///   - besides: changes that a rollback makes beside those that were declared.
    init(_ draft: Draft, forging: [ProposedChange], besides: [Commit.Change] = []) {
        changes =
            forging + besides.map(ProposedChange.init) + draft.plan.changes.map(ProposedChange.init)
        effects = draft.effects
        weakened = draft.plan.puts.flatMap(DeclaredWeakening.all)
    }
}

extension DeclaredWeakening {
    /// What an automaton or a configuration weakens, in the order of its settings.
    static func all(of node: Node) -> [DeclaredWeakening] {
        let settings =
            switch node {
            case .automaton(let automaton): automaton.settings
            case .configuration(let configuration): configuration.settings
            default: [Setting]()
            }
        return settings.flatMap { setting in
            setting.weakened.map { .init(node: node.id, location: "\(setting.location)", weakened: $0) }
        }
    }
}

extension ProposedChange {
    init(_ change: NodeChange) {
        let action: Action =
            switch change.action {
            case .create: .create
            case .update: .update
            case .delete: .delete
            }
        self.init(
            node: change.id, action: action,
            rows: change.rows.map { Row(path: $0.path, before: $0.before, after: $0.after) })
    }

    init(_ change: Commit.Change) {
        let action: Action = change.before == nil ? .create : change.after == nil ? .delete : .update
        self.init(node: change.id, action: action, rows: [])
    }
}

extension ProposedChange {
    /// A tag that is followed.
    init(_ moved: MovedTag) {
        self.init(
            node: NodeID(.artefact, moved.artefact), action: .forge,
            rows: [
                Row(
                    path: "imageDigest", before: .string(moved.pinned.description),
                    after: .string(moved.now.description))
            ])
    }
}

extension ProposedChange {
    /// An artefact that would be forged, or built first.
    static func planned(_ artefact: ArtefactDeclaration, _ prospect: NixProspect?) -> ProposedChange {
        forging(artefact, prospect, as: prospect?.isBuilt == false ? .build : .forge)
    }

    /// An artefact that was forged.
    static func done(_ artefact: ArtefactDeclaration, _ prospect: NixProspect?) -> ProposedChange {
        forging(artefact, prospect, as: .forge)
    }

    private static func forging(
        _ artefact: ArtefactDeclaration, _ prospect: NixProspect?, as action: Action
    ) -> ProposedChange {
        var rows: [Row]
        switch artefact.origin {
        case .image(let image): rows = [Row(path: "image", before: nil, after: .string(image.reference))]
        case .nix(let nix): rows = [Row(path: "nix.source", before: nil, after: .string(nix.source))]
        case .cache(let cache): rows = [Row(path: "nix.path", before: nil, after: .string(cache.path))]
        }
        let (before, after) = (prospect?.before?.nix?.drv, prospect?.artefact.nix?.drv)
        if let after, before != after {
            rows.append(Row(path: "drv", before: before.map { .string($0) }, after: .string(after)))
        }
        return ProposedChange(node: NodeID(.artefact, artefact.name), action: action, rows: rows)
    }
}
