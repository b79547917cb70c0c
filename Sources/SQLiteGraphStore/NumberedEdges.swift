import ConfigurationGraph
import GRDB

/// The edges of numbered nodes in one direction, read in the order in which they lie in the file.
struct NumberedEdges {
    /// An edge, without the node that it is of.
    struct Edge {
        let label: EdgeLabel
        let far: Int64
    }

    private let rows: NumberedRows
    private var words: WordColumn<EdgeLabel?>
    private var read: [Edge] = []
    /// The nodes whose edges were read, and where these are.
    private var nodes = NumberedPlaces()
    private var parts: [Range<Int>] = []

    /// - Parameter labels: the edges that are read; nil for all.
    /// - Throws: `DatabaseError`.
    init(_ direction: Direction, along labels: Set<EdgeLabel>?, in database: Database) throws {
        rows = try NumberedRows(
            database,
            sql: direction == .forwards
                ? "SELECT source, target, label FROM edge WHERE source >= ? ORDER BY source, position"
                : "SELECT target, source, label FROM edge WHERE target >= ? ORDER BY target, source, label")
        words = WordColumn { word in
            let label = try EdgeLabel(stored: word)
            return labels?.contains(label) ?? true ? label : nil
        }
    }

    /// Reads the edges of nodes, if they weren't read before.
    ///
    /// What lies between them is kept as well: much of what was committed at once is needed at once.
    ///
    /// - Parameter numbers: the nodes, in ascending order.
    /// - Throws: `DatabaseError`, `GraphStoreError` for a label that isn't known.
    mutating func read(of numbers: [Int64]) throws {
        let missing = numbers.filter { nodes.place(ofKnown: $0) == nil }
        let rows = rows
        var (current, start) = (Int64?.none, read.count)
        try rows.read(missing) { step, row in
            if case .jump = step {
                // Not all that the last node has was seen.
                read.removeSubrange(start...)
                current = nil
                return
            }
            let number = row.integer(0)
            if number != current {
                if let current { end(current, from: start) }
                (current, start) = (number, read.count)
            }
            guard let label = try words.read(row, 2) else { return }
            read.append(Edge(label: label, far: row.integer(1)))
        }
        if let current { end(current, from: start) }
        for number in missing where nodes.place(ofKnown: number) == nil { end(number, from: read.count) }
    }

    /// All edges of a node were read.
    private mutating func end(_ node: Int64, from start: Int) {
        guard nodes.place(ofKnown: node) == nil else { return read.removeSubrange(start...) }
        _ = nodes.place(of: node)
        parts.append(start..<read.count)
    }

    /// The edges of a node that was read.
    func of(_ node: Int64) -> ArraySlice<Edge> { nodes.place(ofKnown: node).map { read[parts[Int($0)]] } ?? [] }
}
