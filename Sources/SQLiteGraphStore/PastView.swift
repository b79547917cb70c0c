import ConfigurationGraph
import Foundation
import GRDB
import GraphStore

/// A past state, answered from the history by its indexes: a question costs what it would of the newest state, plus a
/// look at what the same nodes and edges became since. Nothing is replayed.
struct PastView: GraphView {
    let database: Database
    let revision: Revision

    func node(_ id: NodeID) throws -> VersionedNode? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT change.revision, change.value FROM name JOIN change ON change.node = name.id
                WHERE name.kind = ? AND name.name = ? AND change.revision <= ?
                ORDER BY change.revision DESC LIMIT 1
                """)
        return try Row.fetchOne(statement, arguments: [id.kind.rawValue, id.name, revision.rawValue])
            .flatMap { try node(of: id.kind, in: $0) }
    }

    func nodes(of kind: NodeKind) throws -> [VersionedNode] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT change.revision, change.value FROM name JOIN change ON change.node = name.id
                WHERE name.kind = ?1 AND change.revision = (
                    SELECT max(latest.revision) FROM change AS latest
                    WHERE latest.node = name.id AND latest.revision <= ?2)
                ORDER BY name.name
                """)
        return try Row.fetchAll(statement, arguments: [kind.rawValue, revision.rawValue])
            .compactMap { try node(of: kind, in: $0) }
    }

    func edges(from id: NodeID) throws -> [Edge] { try node(id)?.node.edges ?? [] }

    func edges(to id: NodeID) throws -> [Edge] {
        let statement = try database.cachedStatement(
            sql: """
                WITH target(id) AS (SELECT id FROM name WHERE kind = ?1 AND name = ?2),
                held(source, label) AS (
                    SELECT source, label FROM edge WHERE target = (SELECT id FROM target) AND since <= ?3
                    UNION ALL
                    SELECT source, label FROM past_edge
                    WHERE target = (SELECT id FROM target) AND until > ?3 AND since <= ?3
                )
                SELECT held.label, name.kind, name.name FROM held JOIN name ON name.id = held.source
                ORDER BY name.kind, name.name, held.label
                """)
        return try Row.fetchAll(statement, arguments: [id.kind.rawValue, id.name, revision.rawValue]).map { row in
            Edge(from: try NodeID(kind: row[1], name: row[2]), label: try EdgeLabel(stored: row[0]), to: id)
        }
    }

    /// The node of a row of `change`; nil where the node was deleted.
    private func node(of kind: NodeKind, in row: Row) throws -> VersionedNode? {
        guard let value: Data = row[1] else { return nil }
        return try VersionedNode(kind: kind, revision: row[0], value: value)
    }
}
