import ConfigurationGraph
import GRDB
import GraphStore

extension CurrentView {
    /// Follows the edges by numbers, breadth first, and reads no value; then reads the name of each node that was reached.
    func index(
        reachableFrom starts: [NodeID], along labels: Set<EdgeLabel>?, _ direction: Direction
    ) throws -> GraphIndex {
        var walk = NumberedWalk(direction)
        for start in starts {
            if let number = try number(of: start) { _ = walk.place(of: number) }
        }
        try walk.follow(labels, in: database)
        return try walk.index(in: database)
    }

    private func number(of id: NodeID) throws -> Int64? {
        let statement = try database.cachedStatement(
            sql: "SELECT id FROM name JOIN node USING (id) WHERE kind = ? AND name = ?")
        return try Int64.fetchOne(statement, arguments: id.key)
    }
}

/// The nodes that were reached, by the store's numbers, and the edges between them.
private struct NumberedWalk {
    private let direction: Direction
    private var places = NumberedPlaces()
    private var links: [GraphIndex.Link] = []

    init(_ direction: Direction) {
        self.direction = direction
    }

    /// The place of a node, which comes after all others if it is new.
    mutating func place(of number: Int64) -> UInt32 { places.place(of: number) }

    /// Follows edges of some labels until there is nothing new.
    ///
    /// All that is equally far away is asked about at once. One recursive question would keep what it has reached in a table
    /// of its own and give the edges only to whoever looks them up a second time.
    mutating func follow(_ labels: Set<EdgeLabel>?, in database: Database) throws {
        var edges = try NumberedEdges(direction, along: labels, in: database)
        var level = 0..<places.numbers.count
        while !level.isEmpty {
            try edges.read(of: places.numbers[level].sorted())
            for near in level {
                for edge in edges.of(places.numbers[near]) {
                    add(edge.label, from: UInt32(near), to: place(of: edge.far))
                }
            }
            level = level.upperBound..<places.numbers.count
        }
    }

    private mutating func add(_ label: EdgeLabel, from near: UInt32, to far: UInt32) {
        links.append(
            direction == .forwards
                ? .init(from: near, label: label, to: far) : .init(from: far, label: label, to: near))
    }

    /// Reads names and sizes, in the order in which they lie in the file.
    func index(in database: Database) throws -> GraphIndex {
        let order = places.sorted(places.numbers.indices)
        let ids = try names(in: order, database)
        let sizes = direction == .forwards ? try self.sizes(in: order, database) : []
        return GraphIndex(nodes: ids, sizes: sizes, links: links)
    }

    private func names(in order: [Int], _ database: Database) throws -> [NodeID] {
        let rows = try NumberedRows(database, sql: "SELECT id, kind, name FROM name WHERE id >= ? ORDER BY id")
        var words = WordColumn { try NodeKind(stored: $0) }
        var ids = [NodeID?](repeating: nil, count: order.count)
        try rows.read(order.map { places.numbers[$0] }) { step, row in
            guard case .wanted(let place) = step else { return }
            ids[order[place]] = NodeID(try words.read(row, 1), row.text(2))
        }
        let known = ids.compactMap { $0 }
        guard known.count == ids.count else {
            throw GraphStoreError.unavailable("the store has edges to nodes that have no names; is the file damaged?")
        }
        return known
    }

    private func sizes(in order: [Int], _ database: Database) throws -> [Int64] {
        let rows = try NumberedRows(
            database, sql: "SELECT id, size FROM node INDEXED BY node_size WHERE id >= ? ORDER BY id")
        var sizes = [Int64](repeating: 0, count: order.count)
        try rows.read(order.map { places.numbers[$0] }) { step, row in
            guard case .wanted(let place) = step else { return }
            sizes[order[place]] = row.integer(1)
        }
        return sizes
    }
}
