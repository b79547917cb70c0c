import ConfigurationGraph
import GRDB
import GraphStore

extension CurrentView {
    /// One recursive query over numbers, which reads no value; names are read once for each node that is reached.
    func index(
        reachableFrom starts: [NodeID], along labels: Set<EdgeLabel>?, _ direction: Direction
    ) throws -> GraphIndex {
        let numbers = try starts.compactMap { try number(of: $0) }
        let rows = try Row.fetchCursor(
            database.cachedStatement(sql: direction == .forwards ? Self.below : Self.above),
            arguments: [
                json(numbers), json(EdgeLabel.allCases.filter { labels?.contains($0) ?? true }.map(\.rawValue)),
            ])
        var collected = CollectedRows(direction)
        while let row = try rows.next() { try collected.add(row) }
        return collected.index
    }

    private func number(of id: NodeID) throws -> Int64? {
        let statement = try database.cachedStatement(
            sql: "SELECT id FROM name JOIN node USING (id) WHERE kind = ? AND name = ?")
        return try Int64.fetchOne(statement, arguments: id.key)
    }

    private func json(_ numbers: [Int64]) -> String { "[\(numbers.map(String.init).joined(separator: ","))]" }
    private func json(_ words: [String]) -> String { "[\"\(words.joined(separator: "\",\""))\"]" }

    private static let below = query(near: "source", far: "target")
    private static let above = query(near: "target", far: "source")

    /// A row for each node reached and each of its edges; SQLite takes the queue's rows first in, first out, which is
    /// breadth first, and CROSS JOIN keeps that order.
    private static func query(near: String, far: String) -> String {
        """
        WITH RECURSIVE label(label) AS MATERIALIZED (SELECT value FROM json_each(?2)),
        reached(id) AS (
            SELECT value FROM json_each(?1)
            UNION
            SELECT edge.\(far) FROM reached CROSS JOIN edge
            WHERE edge.\(near) = reached.id AND edge.label IN (SELECT label FROM label)
        )
        SELECT reached.id, name.kind, name.name, node.size, edge.label, edge.\(far)
        FROM reached CROSS JOIN name CROSS JOIN node
        LEFT JOIN edge ON edge.\(near) = reached.id AND edge.label IN (SELECT label FROM label)
        WHERE name.id = reached.id AND node.id = reached.id
        """
    }
}

/// Makes an index of a recursive query's rows.
private struct CollectedRows {
    private let direction: Direction
    private var ids: [NodeID] = []
    private var sizes: [Int64] = []
    private var numbers: [Int64: UInt32] = [:]
    private var links: [(near: UInt32, label: EdgeLabel, far: Int64)] = []
    private var latest: Int64?

    init(_ direction: Direction) { self.direction = direction }

    mutating func add(_ row: Row) throws {
        let number: Int64 = row[0]
        if number != latest {
            latest = number
            numbers[number] = UInt32(ids.count)
            ids.append(try NodeID(kind: row[1], name: row[2]))
            sizes.append(row[3])
        }
        guard let label: String = row[4] else { return }
        links.append((UInt32(ids.count - 1), try EdgeLabel(stored: label), row[5]))
    }

    var index: GraphIndex {
        GraphIndex(
            nodes: ids, sizes: sizes,
            links: links.compactMap { link in
                numbers[link.far].map { far in
                    direction == .forwards
                        ? .init(from: link.near, label: link.label, to: far)
                        : .init(from: far, label: link.label, to: link.near)
                }
            })
    }
}
