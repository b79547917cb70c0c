import ConfigurationGraph
import Foundation
import GraphStore
import OCI

/// What was removed, or would be.
public struct GarbageReport: Hashable, Sendable, Codable {
    /// One thing that nobody needs.
    public struct Item: Hashable, Sendable, Codable {
        /// `blob`, `snapshot` or `node`.
        public var kind: String
        public var name: String
        /// Its length on the disk.
        public var bytes: Int64
    }

    public var removed: [Item]
    /// The length of everything, in bytes.
    public var bytes: Int64 { removed.reduce(0) { $0 + $1.bytes } }
}

extension Forge {
    /// Removes dependency nodes that no artefact needs, then blobs and snapshots that no node names.
    ///
    /// Nodes go first: whatever happens in between, nothing is missing that the graph names.
    ///
    /// - Throws: what the store and the disk throw.
    public func collectGarbage(dryRun: Bool, author: String) async throws -> GarbageReport {
        let (orphans, revision) = try await store.read { view in
            let needed = Set(try view.closure(of: try view.nodes(of: .artefact).map(\.id), along: [.dependsOn]))
            let kinds: [NodeKind] = [.imageIndex, .imageManifest, .imageConfig, .layer]
            return (try kinds.flatMap { try view.nodes(of: $0) }.filter { !needed.contains($0.id) }, view.revision)
        }
        let kept = try await store.read { view in try Self.named(in: view, without: Set(orphans.map(\.id))) }
        let files = unneeded("blobs", kept.blobs) + unneeded("snapshots", kept.snapshots)
        if !dryRun {
            try await store.commit(
                Transaction(
                    author: author, roles: [.forge], message: "gc", preconditions: [.graphUnchanged(since: revision)],
                    deletes: Set(orphans.map(\.id))))
            for file in files { try FileManager.default.removeItem(atPath: file.path) }
        }
        return GarbageReport(
            removed: orphans.map { .init(kind: "node", name: "\($0.id)", bytes: 0) } + files.map(\.item))
    }

    private static func named(
        in view: some GraphView, without orphans: Set<NodeID>
    ) throws -> (blobs: Set<String>, snapshots: Set<String>) {
        let kinds: [NodeKind] = [.imageIndex, .imageManifest, .imageConfig, .layer]
        let nodes = try kinds.flatMap { try view.nodes(of: $0) }.filter { !orphans.contains($0.id) }
        let snapshots = nodes.compactMap { node -> String? in
            guard case .layer(let layer) = node.node else { return nil }
            return layer.diffID.hex
        }
        return (Set(nodes.compactMap { Digest($0.id.name)?.hex }), Set(snapshots))
    }

    private func unneeded(_ folder: String, _ kept: Set<String>) -> [(path: String, item: GarbageReport.Item)] {
        let base = "\(content.state)/\(folder)/sha256"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
        return names.sorted().filter { !kept.contains($0) }.map { name in
            let path = "\(base)/\(name)"
            return (path, .init(kind: String(folder.dropLast()), name: "sha256:\(name)", bytes: Self.size(of: path)))
        }
    }

    private static func size(of path: String) -> Int64 {
        let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return ([path] + inside.map { "\(path)/\($0)" }).reduce(0) { sum, file in
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
        }
    }
}
