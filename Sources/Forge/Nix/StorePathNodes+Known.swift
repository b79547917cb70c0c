import ConfigurationGraph
import Nix
import NixStores

extension GraphView {
    /// Store paths and all that they refer to, by name alone.
    ///
    /// - Throws: ``NixForgeError``, if something isn't known of them; what reading the view throws.
    func runtimePaths(of outputs: [String]) throws -> [Nix.StorePath] {
        let roots = outputs.map { NodeID(.storePath, $0) }
        let index = try index(reachableFrom: roots, along: [.dependsOn], .forwards)
        // No archive is empty: a path without a size is one whose content isn't known.
        let unknown =
            zip(index.ids, index.sizes).first { $1 == 0 }?.0 ?? roots.first { index.number(of: $0) == nil }
        if let unknown { throw NixForgeError.unknownContent(unknown.name) }
        return try index.ids.map { try StoreDirectory.standard.storePath($0.name) }
    }

    /// What the graph knows of store paths and of all that they refer to, references first.
    ///
    /// - Throws: as ``runtimePaths(of:)``.
    func runtimeClosure(of outputs: [String]) throws -> [StorePathInfo] {
        var walk = ClosureWalk(from: try outputs.map { try StoreDirectory.standard.storePath($0) })
        for path in try runtimePaths(of: outputs) {
            let name = StoreDirectory.standard.path(of: path)
            guard let node = try value(ConfigurationGraph.StorePath.self, named: name) else {
                throw NixForgeError.unknownContent(name)
            }
            walk.add(try node.info)
        }
        return try walk.order(in: "the graph")
    }
}

extension ConfigurationGraph.StorePath {
    /// What a store would say of it.
    ///
    /// - Throws: ``NixForgeError/unknownContent(_:)``; errors of Nix's formats, where the node holds what isn't one.
    var info: StorePathInfo {
        get throws {
            guard let content else { throw NixForgeError.unknownContent(path) }
            let store = StoreDirectory.standard
            return StorePathInfo(
                path: try store.storePath(path), narHash: try Hash(content.narHash, algorithm: .sha256),
                narSize: UInt64(clamping: content.narSize),
                references: Set(try content.references.map { try store.storePath($0) }),
                deriver: try content.deriver.map { try store.storePath($0) },
                contentAddress: try content.contentAddress.map { try ContentAddress($0) },
                signatures: try content.signatures.map { try Signature($0) })
        }
    }
}
