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

    /// The name nearest to one that isn't known, if any is near enough to be what was meant.
    ///
    /// Near is an edit distance (Levenshtein) of a third of the name's length at the most. Takes time in proportion
    /// to the names' lengths times the name's.
    public static func nearest(to name: String, among names: some Sequence<String>) -> String? {
        let limit = max(1, name.count / 3)
        let ranked = names.map { ($0, distance(name, $0)) }.filter { $0.1 <= limit }
        return ranked.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }

    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let substitution = diagonal + (right[column] == character ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
