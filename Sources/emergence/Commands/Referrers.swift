import ArgumentParser
import ConfigurationGraph
import Engine
import OCI

struct Referrers: EngineCommand {
    static let configuration = CommandConfiguration(
        "referrers", "List what needs a node or a package, up to the instances that contain it.",
        discussion: "A package is a name, a name with its version, or a glob: openssl, openssl-1.0.2n, "
            + "'openssl-1.0.*'. Instances are found by what they run, also where their artefact has been forged anew since.",
        example: "emergence referrers openssl-1.0.2n\nemergence referrers layer/3f4e12ab\n"
            + "emergence referrers --build 'gcc-*'\nemergence referrers --direct configuration/quiet")

    @Argument(help: ArgumentHelp("A node, or a package.", valueName: "node"), completion: .names("")) var node: String
    @Flag(help: "Count what was built from it as well.") var build = false
    @Flag(help: "Only what refers to it itself.") var direct = false
    @Flag(help: "All nodes in between as well, and itself.") var closure = false
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func validate() throws {
        if direct, closure { throw ValidationError("--direct and --closure can't be had together") }
    }

    func run(on engine: Engine) async throws {
        let extent = direct ? ReferrersExtent.direct : closure ? .closure : .ends
        let referrers = try await engine.referrers(node, extent, building: build, reading: output != .table)
        if referrers.isEmpty, !build, try await engine.isBuiltFrom(node, extent) {
            try Console.error.print("nothing needs \(node) to run; '--build' lists what was built with it")
        }
        // Where one node was asked about, all need that one.
        let several = Set(referrers.flatMap(\.needs)).count > 1
        try Listing.referrers(ofSeveral: several).print(referrers, as: output)
    }
}

extension Listing where Row == Referrer {
    fileprivate static func referrers(ofSeveral several: Bool) -> Listing {
        Listing([
            Column("kind", "KIND") { $0.id.kind.rawValue },
            Column("name", "NAME") { $0.id.name },
            Column("host", "HOST", value: { JSONValue($0.host) }),
            Column("state", "STATE", value: { JSONValue($0.state?.rawValue) }),
            Column(
                "needs", several ? "NEEDS" : nil, value: { JSONValue($0.needs.map(\.description)) },
                cell: { Cell($0.packages.joined(separator: " ")) }),
            Column("needsFurther", nil, value: { .bool($0.needsFurther) }),
            Column("revision", nil, value: { JSONValue($0.node?.revision.rawValue) }),
            Column("value", nil, value: { $0.node?.node.json ?? .null }),
        ])
    }
}

extension Referrer {
    /// What it needs, by the packages' names.
    fileprivate var packages: [String] {
        let names = needs.map { id in
            id.kind == .storePath || id.kind == .derivation
                ? String(PackageName.text(inStorePath: id.name)) : id.short
        }
        return Set(names).sorted() + (needsFurther ? ["…"] : [])
    }
}
