import ArgumentParser
import ConfigurationGraph
import Engine
import NixStores
import OCI

struct Closure: EngineCommand {
    static let configuration = CommandConfiguration(
        "closure", "List what an artefact is made of, or a store path needs, with sizes: its own, and what it shares.",
        discussion: """
            Each node has its own size and its closure's: all that it needs, itself among it. Of the artefacts that share \
            a node three are named; 'emergence referrers NODE' lists them all. Of more than 5,000 nodes neither is said \
            unless --sizes asks for it. A name may be followed by a revision, as web@12.
            """,
        example: """
            emergence closure web
            emergence closure web --build -o tree
            emergence closure web -o svg > web.svg
            emergence closure --diff web@12 web
            emergence closure /nix/store/…-webapp-1.0
            emergence closure web --create ./root
            emergence closure web --to-cache file:///srv/cache --key ./cache.secret
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case list, tree, json, dot, svg
    }

    @Argument(
        help: ArgumentHelp("An artefact, NAME or NAME@REVISION; or a store path.", valueName: "artefact"),
        completion: .names("artefact"))
    var artefact: InstanceArgument
    @Flag(help: "What it is built from.") var build = false
    @Flag(help: "What must be present where it runs (default).") var runtime = false
    @Flag(help: "With --build: what the derivations put out as well, as far as it is built.") var includeOutputs = false
    @Flag(help: "Say the size of each node's closure, and who shares it, however many there are.") var sizes = false
    @Option(
        help: ArgumentHelp("Print what differs from this artefact's closure, by package.", valueName: "artefact"),
        completion: .names("artefact"))
    var diff: InstanceArgument?
    @OptionGroup(title: "MAKING IT") var making: ClosureMaking
    @Option(name: .shortAndLong, help: "How to print it.") var output: Format = .list
    @OptionGroup(title: "WHERE") var place: GraphPlaceOptions

    func validate() throws {
        if build, runtime { throw ValidationError("--build and --runtime can't be had together") }
        if build, making.order != nil {
            throw ValidationError("the runtime closure is made, and no other: leave --build out")
        }
        if artefact.revision != nil, making.order != nil {
            throw ValidationError("what an artefact is now is made: leave the revision out")
        }
        if includeOutputs, !build { throw ValidationError("--include-outputs needs --build") }
        if diff != nil, output != .list, output != .json {
            throw ValidationError("--diff prints a list, or JSON with '-o json'")
        }
        if diff != nil, making.order != nil { throw ValidationError("--diff makes nothing") }
    }

    private var kind: ClosureKind { build ? .build(outputs: includeOutputs) : .runtime }

    func run(on engine: Engine) async throws {
        if let order = making.order {
            return try making.report(
                try await engine.makeClosure(of: artefact.name, order, events: Progress().handler))
        }
        if let diff { return try await printDifference(from: diff, engine) }
        let report = try await engine.closure(
            artefact.name, at: artefact.revision, kind, judgingAll: sizes,
            withEdges: output != .list && output != .json)
        switch output {
        case .list:
            try Listing.closure(judged: report.closure.exclusiveSize != nil).print(report.closure.members, as: .table)
            try Console.output.print(report.summary)
        case .tree: try Console.output.print(report.tree.render(style: Console.output.style) + report.summary)
        case .json: try Document.json(Listing.closure(judged: true).json(report.closure.members)).print()
        case .dot: try Console.output.print(report.picture.dot)
        case .svg: try Console.output.print(try await report.picture.svg())
        }
    }

    private func printDifference(from first: InstanceArgument, _ engine: Engine) async throws {
        let difference = try await engine.closureDifference(
            from: first.name, at: first.revision, to: artefact.name, at: artefact.revision, kind)
        if output == .json {
            try Document.json(Listing.packages.json(difference.packages)).print()
        } else if difference.packages.isEmpty {
            try Console.output.print("no difference")
        } else {
            try Listing.packages.print(difference.packages, as: .table)
            try Console.output.print(difference.summary)
        }
        if !difference.packages.isEmpty { throw ExitCode(ExitStatus.differences.rawValue) }
    }
}
