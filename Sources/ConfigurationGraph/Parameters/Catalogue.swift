/// Every parameter that Emergence knows, defined once: what may be declared, by whom, and what holds otherwise.
///
/// Declarations are parsed and checked by it, instances resolved by it, and `parameters` prints it.
public enum Catalogue {
    /// All entries, sorted by path.
    public static let parameters: [Parameter] = groups.flatMap { $0 }.sorted { $0.path < $1.path }

    private static let groups: [[Parameter]] = [
        process, privileges, scheduling, root, hooks, linux, seccomp, resources, placementOfMemory, security,
        imageConfiguration, imageContent, nixContent, nixSources, artefacts, forge, automatons, volumes, instances,
        hosts, relay,
        overwatch,
        orchestrator, secrets,
    ]

    /// The entries that resolution settles for each instance, sorted by path.
    public static let ofInstances: [Parameter] = parameters.filter(\.concernsInstances)

    /// The parts of `config.json` that others are members of: their category says whether any member must, may or can't
    /// be given. Only the members are settled, so they are no entries of their own.
    public static let sections: [Parameter] = [
        .operators(
            "root", .object([:]), default: .computed("its path, and readonly by its rule"), merging: .members,
            doc: "The root filesystem: its members are parameters."),
        .operators(
            "process", .object([:]), .required, default: .none, merging: .members,
            doc: "What runs: its members are parameters, and args is Required."),
        .operators("hooks", .object([:]), merging: .members, doc: "Programs that the runtime runs, by when."),
    ]

    private static let byPath = Dictionary(uniqueKeysWithValues: parameters.map { ($0.path, $0) })

    private static let prefixes = Set(parameters.flatMap { $0.path.prefixesAtDots })

    /// The entry of a path; nil if there is none.
    public static func parameter(at path: String) -> Parameter? { byPath[path] }

    /// The entry that a leaf falls under: its own, or the nearest above it, as `process.env` for `process.env.LOG`.
    public static func parameter(covering path: String) -> Parameter? {
        if let entry = byPath[path] { return entry }
        var end = path.endIndex
        while let dot = path[..<end].lastIndex(of: ".") {
            if let entry = byPath[String(path[..<dot])] { return entry }
            end = dot
        }
        return nil
    }

    /// Whether entries lie below a path, as `process.env` lies below `process`.
    public static func isPrefix(_ path: String) -> Bool { prefixes.contains(path) }

    /// The keys that may stand below a path in a document of a kind, sorted; those of the document itself for the
    /// empty path. Takes time in proportion to the catalogue.
    public static func children(of path: String, for kind: NodeKind) -> [String] {
        let start = path.isEmpty ? "" : path + "."
        let below = parameters.filter {
            $0.kinds.contains(kind) && $0.category != .encapsulated && $0.path.hasPrefix(start)
        }
        return Set(below.map { String($0.path.dropFirst(start.count).prefix { $0 != "." }) }).sorted()
    }

    /// The name nearest to one that isn't known, if any is near enough to be what was meant (``Spelling``).
    public static func nearest(to name: String, among names: some Sequence<String>) -> String? {
        Spelling.nearest(to: name, among: names)
    }
}

extension String {
    /// All beginnings that end before a dot, the shortest first.
    fileprivate var prefixesAtDots: [String] {
        indices.filter { self[$0] == "." }.map { String(self[..<$0]) }
    }
}
