import ConfigurationGraph
import Foundation
import GRDB
import GraphStore

/// The newest state, answered from the indexes: only what is asked for is read.
struct CurrentView: GraphView {
    let database: Database
    let revision: Revision

    func node(_ id: NodeID) throws -> VersionedNode? {
        let statement = try database.cachedStatement(
            sql: "SELECT revision, value FROM node WHERE kind = ? AND name = ?")
        return try Row.fetchOne(statement, arguments: [id.kind.rawValue, id.name])
            .map { try Self.node(kind: id.kind, revision: $0[0], value: $0[1]) }
    }

    func nodes(of kind: NodeKind) throws -> [VersionedNode] {
        let statement = try database.cachedStatement(
            sql: "SELECT revision, value FROM node WHERE kind = ? ORDER BY name")
        return try Row.fetchAll(statement, arguments: [kind.rawValue])
            .map { try Self.node(kind: kind, revision: $0[0], value: $0[1]) }
    }

    func edges(from id: NodeID) throws -> [Edge] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT edge.label, target.kind, target.name FROM node AS source
                JOIN edge ON edge.source = source.id JOIN node AS target ON target.id = edge.target
                WHERE source.kind = ? AND source.name = ? ORDER BY edge.position
                """)
        return try Row.fetchAll(statement, arguments: [id.kind.rawValue, id.name]).map { row in
            Edge(from: id, label: try Self.label(row[0]), to: try Self.id(kind: row[1], name: row[2]))
        }
    }

    func edges(to id: NodeID) throws -> [Edge] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT edge.label, source.kind, source.name FROM node AS target
                JOIN edge ON edge.target = target.id JOIN node AS source ON source.id = edge.source
                WHERE target.kind = ? AND target.name = ? ORDER BY source.kind, source.name, edge.position
                """)
        return try Row.fetchAll(statement, arguments: [id.kind.rawValue, id.name]).map { row in
            Edge(from: try Self.id(kind: row[1], name: row[2]), label: try Self.label(row[0]), to: id)
        }
    }

    static func node(kind: NodeKind, revision: Int64, value: Data) throws -> VersionedNode {
        VersionedNode(node: try Node(kind: kind, encodedValue: value), revision: Revision(revision))
    }

    static func id(kind: String, name: String) throws -> NodeID {
        guard let known = NodeKind(rawValue: kind) else {
            throw GraphStoreError.unavailable("the store holds a node of the unknown kind '\(kind)'")
        }
        return NodeID(known, name)
    }

    static func label(_ label: String) throws -> EdgeLabel {
        guard let known = EdgeLabel(rawValue: label) else {
            throw GraphStoreError.unavailable("the store holds an edge of the unknown label '\(label)'")
        }
        return known
    }
}
