import ConfigurationGraph
import Nix

extension ConfigurationGraph.StorePath {
    /// A path as a node, with what a store knows of it.
    init(_ path: Nix.StorePath, _ info: StorePathInfo?) {
        let store = StoreDirectory.standard
        self.init(
            path: store.path(of: path),
            content: info.map { info in
                Content(
                    narHash: info.narHash.prefixed(.nix32), narSize: Int64(clamping: info.narSize),
                    references: info.references.sorted().map { store.path(of: $0) },
                    deriver: info.deriver.map { store.path(of: $0) },
                    contentAddress: info.contentAddress?.description,
                    signatures: info.signatures.map(\.description))
            })
    }
}

extension GraphView {
    /// The nodes to put so that the graph has these paths and all that a store knows of them. A path whose content is
    /// known is left as it is: what is new is what the graph lacks.
    ///
    /// - Parameter infos: what the store knows, closed under references.
    /// - Throws: what reading the view throws.
    func storePathsToPut(
        _ paths: Set<Nix.StorePath>, _ infos: [Nix.StorePath: StorePathInfo]
    ) throws -> [ConfigurationGraph.StorePath] {
        let all = paths.union(infos.keys)
        return try all.sorted().compactMap { path in
            let node = ConfigurationGraph.StorePath(path, infos[path])
            guard let there = try value(ConfigurationGraph.StorePath.self, named: node.path) else { return node }
            return there.content == nil && node.content != nil ? node : nil
        }
    }

    /// The outputs below a derivation that the graph knows by their paths alone.
    ///
    /// - Throws: what reading the view throws.
    func unknownOutputs(below derivation: String) throws -> [Nix.StorePath] {
        let index = try index(
            reachableFrom: [NodeID(.derivation, derivation)], along: [.builtFrom, .produces], .forwards)
        return try zip(index.ids, index.sizes).compactMap { id, size in
            // No archive is empty, so a size of none is that of a path whose content isn't known.
            guard id.kind == .storePath, size == 0 else { return nil }
            return try StoreDirectory.standard.storePath(id.name)
        }
    }
}
