/// Every parameter that Emergence knows, defined once: what may be declared, by whom, and what holds otherwise.
///
/// Declarations are parsed and checked by it, instances resolved by it, and `parameters` prints it.
public enum Catalogue {
    /// All entries, sorted by path.
    public static let parameters: [Parameter] =
        (process + root + linux + image + volume + relay + overwatch + orchestrator + artefact)
        .sorted { $0.path < $1.path }

    private static let byPath = Dictionary(uniqueKeysWithValues: parameters.map { ($0.path, $0) })

    /// The entry of a path; nil if there is none.
    public static func parameter(at path: String) -> Parameter? { byPath[path] }

    /// The entry that a leaf falls under: its own, or the nearest above it, as `process.env` for `process.env.LOG`.
    public static func parameter(covering path: String) -> Parameter? {
        if let own = byPath[path] { return own }
        guard let dot = path.lastIndex(of: ".") else { return nil }
        return parameter(covering: String(path[..<dot]))
    }

    /// The name nearest to one that isn't known, if any is near enough to be what was meant (``Spelling``).
    public static func nearest(to name: String, among names: some Sequence<String>) -> String? {
        Spelling.nearest(to: name, among: names)
    }
}
