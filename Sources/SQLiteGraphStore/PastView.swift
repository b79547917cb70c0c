import ConfigurationGraph
import Foundation
import GRDB
import GraphStore

/// A past state: the newest one, with what changed since taken back where it is asked for.
///
/// A node costs one look into the history. The edges that end at a node, and all nodes of a kind, cost a look at each
/// node that changed since.
struct PastView: GraphView {
    let database: Database
    let revision: Revision

    private var current: CurrentView { CurrentView(database: database, revision: revision) }

    func node(_ id: NodeID) throws -> VersionedNode? {
        let later = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT before FROM change WHERE kind = ? AND name = ? AND revision > ?
                    ORDER BY revision LIMIT 1
                    """), arguments: [id.kind.rawValue, id.name, revision.rawValue])
        guard let later else { return try current.node(id) }
        guard let value: Data = later[0] else { return nil }
        let written = try Int64.fetchOne(
            database.cachedStatement(
                sql: "SELECT max(revision) FROM change WHERE kind = ? AND name = ? AND revision <= ?"),
            arguments: [id.kind.rawValue, id.name, revision.rawValue])
        return try CurrentView.node(kind: id.kind, revision: written ?? 0, value: value)
    }

    func nodes(of kind: NodeKind) throws -> [VersionedNode] {
        let changed = Set(try changedSince().filter { $0.kind == kind })
        let unchanged = try current.nodes(of: kind).filter { !changed.contains($0.id) }
        return (unchanged + (try changed.compactMap { try node($0) })).sorted { $0.id < $1.id }
    }

    func edges(from id: NodeID) throws -> [Edge] { try node(id)?.node.edges ?? [] }

    func edges(to id: NodeID) throws -> [Edge] {
        let changed = Set(try changedSince())
        let unchanged = try current.edges(to: id).filter { !changed.contains($0.from) }
        let back = try changed.flatMap { try node($0)?.node.edges ?? [] }.filter { $0.to == id }
        return (unchanged + back).sorted { $0.from < $1.from }
    }

    private func changedSince() throws -> [NodeID] {
        let statement = try database.cachedStatement(
            sql: "SELECT DISTINCT kind, name FROM change WHERE revision > ?")
        return try Row.fetchAll(statement, arguments: [revision.rawValue])
            .map { try CurrentView.id(kind: $0[0], name: $0[1]) }
    }
}
