import ConfigurationGraph
import Engine
import OCI

extension ClosureReport {
    /// A line that sums it up.
    var summary: String {
        let all = "\(Wording.count(closure.members.count, "node")), \(Wording.bytes(closure.size))"
        guard let own = closure.exclusiveSize, let shared = closure.sharedSize else {
            return "\(all); '--sizes' says what of it is its own"
        }
        return "\(all): \(Wording.bytes(own)) its own, \(Wording.bytes(shared)) shared"
    }

    /// Its nodes below each other, each with its sizes.
    var tree: Tree { Tree(root: root, edges: closure.edges) { notes[$0] ?? "" } }

    /// Its nodes, and what was asked about, as a picture.
    var picture: GraphPicture {
        var notes = notes
        let isMember = notes[root] != nil
        if !isMember { notes[root] = Wording.bytes(closure.size) }
        return GraphPicture(
            nodes: (isMember ? [] : [root]) + closure.members.map(\.id), edges: closure.edges, notes: notes)
    }

    private var notes: [NodeID: String] {
        Dictionary(closure.members.map { ($0.id, $0.note) }, uniquingKeysWith: { first, _ in first })
    }
}

extension ClosureSizes.Member {
    /// Whether its length is known: no archive is empty.
    fileprivate var isKnown: Bool { size > 0 || (id.kind != .storePath && id.kind != .derivation) }

    /// Its sizes in words: its own, and its closure's where there is more below.
    fileprivate var note: String {
        guard isKnown else { return id.kind == .derivation ? "" : "isn't built, as far as is known" }
        let size = Wording.bytes(size)
        let closure = closureSize.flatMap { $0 == self.size ? nil : " of \(Wording.bytes($0))" } ?? ""
        return size + closure + (sharedWith?.isEmpty == false ? ", shared" : "")
    }

    /// The artefacts that share it, with a mark where there are more than are named.
    fileprivate var sharers: String {
        guard let sharedWith else { return "-" }
        return (isSharedFurther ? sharedWith + ["…"] : sharedWith).joined(separator: " ")
    }
}

extension Listing where Row == ClosureSizes.Member {
    /// - Parameter judged: whether closures' sizes and sharers are known; tables leave out what isn't.
    static func closure(judged: Bool) -> Listing {
        Listing([
            Column("node", "NODE", value: { .string($0.id.description) }, cell: { Cell($0.id.short) }),
            Column("depth", nil, value: { JSONValue($0.depth) }),
            Column("parent", nil, value: { JSONValue($0.parent.description) }),
            Column(
                "size", "SIZE", value: { .integer($0.size) }, cell: { Cell($0.isKnown ? Wording.bytes($0.size) : "-") }),
            Column(
                "closureSize", judged ? "CLOSURE" : nil, value: { JSONValue($0.closureSize) },
                cell: { Cell($0.closureSize.map(Wording.bytes) ?? "-") }),
            Column("exclusive", nil, value: { $0.sharedWith.map { .bool($0.isEmpty) } ?? .null }),
            Column(
                "sharedWith", judged ? "SHARED WITH" : nil, value: { $0.sharedWith.map { JSONValue($0) } ?? .null },
                cell: { Cell($0.sharers) }),
            Column("sharedFurther", nil, value: { .bool($0.isSharedFurther) }),
        ])
    }
}

extension Listing where Row == ClosureDifference.Package {
    static var packages: Listing {
        Listing([
            Column("package", "PACKAGE", value: { .string($0.name) }, cell: { Cell($0.shortName) }),
            Column("change", "CHANGE") { $0.change.rawValue },
            Column("before", "BEFORE", value: { JSONValue($0.before) }, cell: { Cell(Self.versions($0.before)) }),
            Column("after", "AFTER", value: { JSONValue($0.after) }, cell: { Cell(Self.versions($0.after)) }),
            Column("sizeBefore", nil, value: { .integer($0.sizeBefore) }),
            Column("sizeAfter", nil, value: { .integer($0.sizeAfter) }),
            Column(
                "sizeDifference", "SIZE", value: { .integer($0.sizeAfter - $0.sizeBefore) },
                cell: { Cell(Wording.difference($0.sizeAfter - $0.sizeBefore)) }),
            Column("removed", nil, value: { JSONValue($0.removed.map(\.description)) }),
            Column("added", nil, value: { JSONValue($0.added.map(\.description)) }),
        ])
    }

    private static func versions(_ versions: [String]) -> String {
        versions.map { Digest($0)?.short ?? $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension ClosureDifference.Package {
    fileprivate var shortName: String { NodeID(name)?.short ?? name }
}

extension ClosureDifference {
    /// A line that sums it up.
    var summary: String {
        "\(Wording.count(packages.count, "package")) changed: \(Wording.bytes(sizeBefore)) → "
            + "\(Wording.bytes(sizeAfter)), \(Wording.difference(sizeAfter - sizeBefore))"
    }
}

extension NodeID {
    /// The name as a person tells it apart: a digest is cut to what `emergence` takes for it again.
    var short: String {
        guard kind != .storePath, kind != .derivation else { return description }
        return Digest(name).map { "\(kind.rawValue)/\($0.short)" } ?? description
    }
}
