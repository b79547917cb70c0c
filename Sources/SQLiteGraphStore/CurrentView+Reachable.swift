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
    private var numbers: [Int64] = []
    private var places: [Int64: UInt32] = [:]
    private var links: [GraphIndex.Link] = []

    init(_ direction: Direction) {
        self.direction = direction
    }

    /// The place of a node, which comes after all others if it is new.
    mutating func place(of number: Int64) -> UInt32 {
        if let known = places[number] { return known }
        let place = UInt32(numbers.count)
        places[number] = place
        numbers.append(number)
        return place
    }

    /// Follows edges of some labels until there is nothing new.
    ///
    /// One small question a node is faster than one recursive question, which would keep what it has reached in a table of
    /// its own and give the edges only to whoever looks them up a second time.
    mutating func follow(_ labels: Set<EdgeLabel>?, in database: Database) throws {
        var words = WordColumn { word -> EdgeLabel? in
            let label = try EdgeLabel(stored: word)
            return labels?.contains(label) ?? true ? label : nil
        }
        let edges = try StatementRows(
            database,
            sql: direction == .forwards
                ? "SELECT label, target FROM edge WHERE source = ? ORDER BY position"
                : "SELECT label, source FROM edge WHERE target = ?")
        var next = 0
        while next < numbers.count {
            try edges.restart(with: numbers[next])
            while try edges.next() {
                guard let label = try words.read(edges, 0) else { continue }
                let (near, far) = (UInt32(next), place(of: edges.integer(1)))
                links.append(
                    direction == .forwards
                        ? .init(from: near, label: label, to: far) : .init(from: far, label: label, to: near))
            }
            next += 1
        }
    }

    /// Reads names and sizes, in the order in which they lie in the file.
    ///
    /// A derivation stands for no bytes. It isn't asked how many, as its value is long and each would be another page.
    func index(in database: Database) throws -> GraphIndex {
        let rows = try StatementRows(
            database,
            sql: """
                SELECT name.id, name.kind, name.name,
                    CASE name.kind WHEN 'derivation' THEN 0 ELSE (SELECT size FROM node WHERE node.id = name.id) END
                FROM json_each(?) CROSS JOIN name ON name.id = value
                """)
        try rows.restart(with: "[\(numbers.sorted().map(String.init).joined(separator: ","))]")
        var words = WordColumn { try NodeKind(stored: $0) }
        var ids = [NodeID?](repeating: nil, count: numbers.count)
        var sizes = [Int64](repeating: 0, count: numbers.count)
        while try rows.next() {
            guard let place = places[rows.integer(0)] else { continue }
            ids[Int(place)] = NodeID(try words.read(rows, 1), rows.text(2))
            sizes[Int(place)] = rows.integer(3)
        }
        let nodes = ids.compactMap { $0 }
        guard nodes.count == ids.count else {
            throw GraphStoreError.unavailable("the store has edges to nodes that have no names; is the file damaged?")
        }
        return GraphIndex(nodes: nodes, sizes: sizes, links: links)
    }
}
