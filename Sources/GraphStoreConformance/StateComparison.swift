import ConfigurationGraph

/// Compares what a store's view answers with what it should.
enum StateComparison {
    /// Requires that a view answers every question as a graph in memory does.
    static func requireSame(_ view: any GraphView, _ graph: Graph) throws {
        try requireEqual(view.revision, graph.revision, "revision")
        for kind in NodeKind.allCases {
            let place = "\(kind)s at revision \(graph.revision)"
            try requireEqual(try view.nodes(of: kind), graph.nodes(of: kind), place)
            try requireEqual(try view.names(of: kind), graph.nodes(of: kind).map(\.id.name), "names of \(place)")
        }
        for id in RandomTransactions.names {
            let place = "\(id) at revision \(graph.revision)"
            try requireEqual(try view.node(id), graph.node(id), place)
            try requireEqual(try view.contains(id), graph.contains(id), "whether there is \(place)")
            try requireEqual(try view.lastChange(of: id), graph.node(id)?.revision, "the last change of \(place)")
            try requireEqual(try view.edges(from: id), graph.edges(from: id), "edges from \(place)")
            try requireEqual(try view.edges(to: id), graph.edges(to: id), "edges to \(place)")
            try requireSomeEdges(to: id, in: view, of: graph.edges(to: id))
            try requireReachable(from: id, in: view)
        }
    }

    /// Requires that some edges are some of all, and no fewer than there are.
    private static func requireSomeEdges(to id: NodeID, in view: any GraphView, of all: [Edge]) throws {
        for label in EdgeLabel.allCases {
            let labelled = all.filter { $0.label == label }
            for limit in [1, 2, Int.max] {
                let some = try view.edges(to: id, along: label, limit: limit)
                try requireEqual(some.count, min(limit, labelled.count), "how many \(label) edges end at \(id)")
                try require(Set(some).isSubset(of: labelled), "\(label) edges to \(id): \(some), of \(labelled)")
            }
        }
    }

    /// Requires that a view's index of what can be reached is what a walk along its edges finds.
    static func requireReachable(from id: NodeID, in view: any GraphView) throws {
        for direction in [Direction.forwards, .backwards] {
            for labels in [nil, [.dependsOn, .runs]] as [Set<EdgeLabel>?] {
                try requireReachable(from: id, along: labels, direction, in: view)
            }
        }
    }

    private static func requireReachable(
        from id: NodeID, along labels: Set<EdgeLabel>?, _ direction: Direction, in view: any GraphView
    ) throws {
        guard try view.contains(id) else { return }
        var distances = [id: 0]
        var open = [id]
        while !open.isEmpty {
            let here = open.removeFirst()
            for neighbour in try view.neighbours(of: here, along: labels, direction) where distances[neighbour] == nil {
                distances[neighbour] = (distances[here] ?? 0) + 1
                open.append(neighbour)
            }
        }
        let index = try view.index(reachableFrom: [id], along: labels, direction)
        let place = "\(direction) from \(id) at revision \(view.revision)"
        try requireEqual(Set(index.ids), Set(distances.keys), "what is reached \(place)")
        try requireEqual(index.ids.first, id, "what is first \(place)")
        let order = index.ids.map { distances[$0] ?? 0 }
        try requireEqual(order, order.sorted(), "distances in the order reached \(place)")
        for (found, size) in zip(index.ids, index.sizes) {
            let known = direction == .forwards ? try view.node(found)?.node.size ?? 0 : 0
            try requireEqual(size, known, "size of \(found) \(place)")
        }
    }
}
