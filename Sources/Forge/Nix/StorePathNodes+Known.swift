import ConfigurationGraph
import Nix
import NixStores

extension GraphView {
    /// What the graph knows of store paths and of all that they refer to, references first.
    ///
    /// - Throws: ``NixForgeError``, if something isn't known of them; what reading the view throws.
    func runtimeClosure(of outputs: [String]) throws -> [StorePathInfo] {
        let roots = outputs.map { NodeID(.storePath, $0) }
        let ids = try closure(of: roots, along: [.dependsOn])
        guard Set(roots).isSubset(of: ids) else {
            throw NixForgeError.unknownContent(outputs.first { !ids.contains(NodeID(.storePath, $0)) } ?? "")
        }
        var walk = ClosureWalk(from: try outputs.map { try StoreDirectory.standard.storePath($0) })
        for id in ids {
            guard let node = try value(ConfigurationGraph.StorePath.self, named: id.name) else {
                throw NixForgeError.unknownContent(id.name)
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
