import ConfigurationGraph
import Foundation
import GRDB
import GraphStore

/// The newest state, answered from the indexes: only what is asked for is read.
struct CurrentView: GraphView {
    let database: Database
    let revision: Revision

    init(_ database: Database) throws {
        self.database = database
        revision = Revision(try Int64.fetchOne(database, sql: "SELECT max(revision) FROM revision") ?? 0)
    }

    func node(_ id: NodeID) throws -> VersionedNode? {
        let statement = try database.cachedStatement(
            sql: "SELECT revision, value FROM name JOIN node USING (id) WHERE kind = ? AND name = ?")
        return try Row.fetchOne(statement, arguments: id.key)
            .map { try VersionedNode(kind: id.kind, revision: $0[0], value: $0[1]) }
    }

    func contains(_ id: NodeID) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: "SELECT 1 FROM name JOIN node USING (id) WHERE kind = ? AND name = ?")
        return try Int.fetchOne(statement, arguments: id.key) != nil
    }

    func lastChange(of id: NodeID) throws -> Revision? {
        let statement = try database.cachedStatement(
            sql: "SELECT revision FROM name JOIN node USING (id) WHERE kind = ? AND name = ?")
        return try Int64.fetchOne(statement, arguments: id.key).map { Revision($0) }
    }

    func nodes(of kind: NodeKind) throws -> [VersionedNode] {
        let statement = try database.cachedStatement(
            sql: "SELECT revision, value FROM name JOIN node USING (id) WHERE kind = ? ORDER BY name")
        return try Row.fetchAll(statement, arguments: [kind.rawValue])
            .map { try VersionedNode(kind: kind, revision: $0[0], value: $0[1]) }
    }

    func names(of kind: NodeKind) throws -> [String] {
        let statement = try database.cachedStatement(
            sql: "SELECT name FROM name JOIN node USING (id) WHERE kind = ? ORDER BY name")
        return try String.fetchAll(statement, arguments: [kind.rawValue])
    }

    func edges(from id: NodeID) throws -> [Edge] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT edge.label, target.kind, target.name FROM name AS source
                JOIN edge ON edge.source = source.id JOIN name AS target ON target.id = edge.target
                WHERE source.kind = ? AND source.name = ? ORDER BY edge.position
                """)
        return try Row.fetchAll(statement, arguments: id.key).map { row in
            Edge(from: id, label: try EdgeLabel(stored: row[0]), to: try NodeID(kind: row[1], name: row[2]))
        }
    }

    func edges(to id: NodeID) throws -> [Edge] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT edge.label, source.kind, source.name FROM name AS target
                JOIN edge ON edge.target = target.id JOIN name AS source ON source.id = edge.source
                WHERE target.kind = ? AND target.name = ? ORDER BY source.kind, source.name, edge.label
                """)
        return try Row.fetchAll(statement, arguments: id.key).map { row in
            Edge(from: try NodeID(kind: row[1], name: row[2]), label: try EdgeLabel(stored: row[0]), to: id)
        }
    }

    func edges(to id: NodeID, along label: EdgeLabel, limit: Int) throws -> [Edge] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT source.kind, source.name FROM name AS target
                CROSS JOIN edge ON edge.target = target.id CROSS JOIN name AS source ON source.id = edge.source
                WHERE target.kind = ? AND target.name = ? AND edge.label = ? LIMIT ?
                """)
        let arguments: StatementArguments = [id.kind.rawValue, id.name, label.rawValue, limit]
        return try Row.fetchAll(statement, arguments: arguments).map { row in
            Edge(from: try NodeID(kind: row[0], name: row[1]), label: label, to: id)
        }
    }
}
