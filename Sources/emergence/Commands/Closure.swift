import ArgumentParser
import ConfigurationGraph
import Engine
import NixStores
import OCI

struct Closure: EngineCommand {
    static let configuration = CommandConfiguration(
        "closure", "List what an artefact is made of, with sizes: its own, and what it shares.",
        discussion: "Of the artefacts that share a node three are named; 'emergence referrers NODE' lists them all.",
        example: "emergence closure web\nemergence closure web -o tree\nemergence closure web -o svg > web.svg\n"
            + "emergence closure web --create ./root\n"
            + "emergence closure web --to-cache file:///srv/cache --key ./cache.secret")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case list, tree, json, dot, svg
    }

    @Argument(help: ArgumentHelp("An artefact.", valueName: "artefact"), completion: .names("artefact"))
    var artefact: String
    @Flag(help: "What it is built from instead of what it runs with; of Nix artefacts, as a list or JSON.")
    var build = false
    @Flag(help: "With --build: what the derivations put out as well, as far as it is built.") var includeOutputs = false
    @Option(
        help: ArgumentHelp("Make it, of a Nix artefact: a store, as Nix's --store has it.", valueName: "dir"),
        completion: .directory)
    var create: String?
    @Option(help: ArgumentHelp("Make it: a file for 'nix-store --import'.", valueName: "file"), completion: .file())
    var export: String?
    @Option(help: ArgumentHelp("Make it: a binary cache, file:///FOLDER.", valueName: "url")) var toCache: String?
    @Option(
        help: ArgumentHelp("With --to-cache: the file of the key that signs it.", valueName: "file"),
        completion: .file())
    var key: String?
    @Option(name: .shortAndLong, help: "How to print it.") var output: Format = .list
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func validate() throws {
        if build, output != .list, output != .json {
            throw ValidationError("--build prints a list, or JSON with '-o json'")
        }
        if [create, export, toCache].count(where: { $0 != nil }) > 1 {
            throw ValidationError("make one thing at a time: --create, --export or --to-cache")
        }
        if build, order != nil { throw ValidationError("the runtime closure is made, and no other: leave --build out") }
        if key != nil, toCache == nil { throw ValidationError("--key needs --to-cache") }
        if includeOutputs, !build { throw ValidationError("--include-outputs needs --build") }
    }

    /// What is to be made of it; nil to print it.
    private var order: ClosureOrder? {
        create.map { .store($0) } ?? export.map { .export($0) } ?? toCache.map { .cache($0, keyFile: key) }
    }

    func run(on engine: Engine) async throws {
        if let order {
            let made = try await engine.makeClosure(of: artefact, order, events: Progress().handler)
            let there = made.copied < made.paths ? ", the others were there" : ""
            try Console.output.print(
                "\(Wording.count(made.paths, "store path")): \(made.copied) copied, "
                    + "\(Wording.bytes(Int64(clamping: made.bytes)))\(there)")
            if let create {
                try Console.output.print(
                    "'nix-store --store \(create) --load-db < \(create)/registration' tells Nix of it")
            }
            return
        }
        if build { return try printBuild(try await engine.buildClosure(artefact, withOutputs: includeOutputs)) }
        switch output {
        case .list: try list(try await engine.closure(artefact))
        case .tree: try tree(try await engine.closure(artefact))
        case .json: try Document.json(Listing.closure.json(try await engine.closure(artefact).nodes)).print()
        case .dot: try Console.output.print(try await picture(engine).dot)
        case .svg: try Console.output.print(try await picture(engine).svg())
        }
    }

    private func printBuild(_ nodes: [NodeID]) throws {
        let listing = Listing<NodeID>([Column("node", "NODE") { $0.description }])
        try listing.print(nodes, as: output == .json ? .json : .table)
    }

    private func list(_ closure: ClosureReport) throws {
        try Listing.closure.print(closure.nodes, as: .table)
        try Console.output.print(closure.summary)
    }

    private func tree(_ closure: ClosureReport) throws {
        let children = Dictionary(grouping: closure.nodes, by: \.parent)
        let tree = Tree(root: closure.artefact) { id in
            children[id, default: []].map { ($0.id, Wording.bytes($0.size), !$0.sharedWith.isEmpty) }
        }
        try Console.output.print(tree.render(style: Console.output.style) + closure.summary)
    }

    private func picture(_ engine: Engine) async throws -> GraphPicture {
        let id = try await engine.resolveName(artefact, kinds: [.artefact])
        let closure = try await engine.closure(artefact)
        var nodes = [try await engine.node(id, at: nil)]
        for member in closure.nodes { nodes.append(try await engine.node(member.id, at: nil)) }
        return GraphPicture(nodes: nodes, edges: nodes.flatMap(\.node.edges))
    }
}

extension ClosureReport {
    fileprivate var summary: String {
        "\(Wording.count(nodes.count, "node")), \(Wording.bytes(size)): \(Wording.bytes(exclusiveSize)) its own, "
            + "\(Wording.bytes(sharedSize)) shared"
    }
}

extension Listing where Row == ClosureReport.Member {
    fileprivate static var closure: Listing {
        Listing([
            Column("node", "NODE", value: { .string($0.id.description) }, cell: { Cell($0.id.short) }),
            Column("depth", nil, value: { JSONValue($0.depth) }),
            Column("parent", nil, value: { JSONValue($0.parent?.description) }),
            Column("size", "SIZE", value: { .integer($0.size) }, cell: { Cell(Wording.bytes($0.size)) }),
            Column("exclusive", nil, value: { .bool($0.sharedWith.isEmpty) }),
            Column(
                "sharedWith", "SHARED WITH", value: { JSONValue($0.sharedWith) }, cell: { .list($0.sharers) }),
            Column("sharedFurther", nil, value: { .bool($0.isSharedFurther) }),
        ])
    }
}

extension ClosureReport.Member {
    /// The artefacts that share it, with a mark where there are more than are named.
    fileprivate var sharers: [String] { isSharedFurther ? sharedWith + ["…"] : sharedWith }
}

extension NodeID {
    /// The name as a person tells it apart: a digest is cut to what `emergence` takes for it again.
    var short: String {
        Digest(name).map { "\(kind.rawValue)/\($0.short)" } ?? description
    }
}
