public import ConfigurationGraph
public import OCI

/// Where the values of an instance came from.
public struct Explanation: Hashable, Sendable {
    /// The instance; of one that isn't there, the name that it would get.
    public var instance: String
    /// Whether there is such an instance; if not, this is what its automaton would get on this host.
    public var exists: Bool
    /// The revision of the graph that says so.
    public var revision: Revision
    /// A row for each leaf of the configuration, each further parameter, and each parameter left out, sorted by path.
    public var rows: [Provenance]
    /// The OCI runtime configuration itself.
    public var spec: JSONValue

    init(_ spec: RuntimeSpecNode, of instance: String, exists: Bool, revision: Revision) {
        self.instance = instance
        self.exists = exists
        self.revision = revision
        self.rows = spec.rows
        self.spec = spec.spec
    }
}

extension Explanation {
    /// One value in which two explanations differ.
    public struct Difference: Hashable, Sendable {
        /// The leaf's path.
        public var path: String
        /// The catalogue's entry that it falls under.
        public var parameter: String
        /// The parameter's category.
        public var category: ParameterCategory
        /// What the one has; nil where it has no such row.
        public var left: Provenance?
        /// What the other has; nil where it has no such row.
        public var right: Provenance?
    }

    /// The leaves whose values differ, sorted by path; one that both leave out is none, whoever decided so.
    public func differences(from other: Explanation) -> [Difference] {
        let (mine, theirs) = (Self.byPath(rows), Self.byPath(other.rows))
        return Set(mine.keys).union(theirs.keys).sorted().compactMap { path in
            let (left, right) = (mine[path], theirs[path])
            guard left?.value != right?.value, let row = left ?? right else { return nil }
            return Difference(
                path: path, parameter: row.parameter, category: row.category, left: left, right: right)
        }
    }

    /// The rows of a leaf (`process.env.LOG`), of a parameter (`process.env`), or below a beginning (`process`).
    public func selecting(_ parameter: String?) -> Explanation {
        guard let parameter else { return self }
        var chosen = self
        chosen.rows = rows.filter { row in
            row.path == parameter || row.path.hasPrefix(parameter + ".") || row.parameter == parameter
        }
        return chosen
    }

    private static func byPath(_ rows: [Provenance]) -> [String: Provenance] {
        Dictionary(rows.map { ($0.path, $0) }, uniquingKeysWith: { _, last in last })
    }
}
