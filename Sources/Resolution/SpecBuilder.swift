import ConfigurationGraph
import OCI

/// Settles parameters one by one, each as a row of provenance or several; the configuration is put together from the
/// rows, so that no value can be without one.
struct SpecBuilder {
    let subject: Subject
    private(set) var problems: [ResolutionProblem]
    private var rows: [Provenance] = []
    private var settled: Set<String> = []

    init(for subject: Subject) {
        self.subject = subject
        problems = subject.given.problems + subject.volumes.flatMap(\.problems)
    }

    /// Sets a leaf, or says with nil that it is left out.
    ///
    /// - Parameter parameter: the catalogue's entry that it falls under, where that isn't found from the path.
    mutating func set(
        _ path: String, _ value: JSONValue?, _ origin: Provenance.Origin, under parameter: String? = nil
    ) {
        guard let entry = Catalogue.parameter(covering: parameter ?? path) else { return }
        settled.insert(entry.path)
        rows.append(
            Provenance(path: path, parameter: entry.path, category: entry.category, value: value, origin: origin))
    }

    /// Sets a leaf by the rule that is named after it.
    mutating func set(
        _ path: String, _ value: JSONValue?, because reason: String, under parameter: String? = nil
    ) {
        set(path, value, .rule(parameter ?? path, reason: reason), under: parameter)
    }

    /// Settles a parameter with what was said of it, leaf by leaf.
    ///
    /// - Returns: whether anything was said of it, were it only that it is taken away.
    @discardableResult
    mutating func settle(_ parameter: String) -> Bool {
        guard let given = subject.given[parameter] else { return false }
        for leaf in given.given {
            set(leaf.key.isEmpty ? parameter : "\(parameter).\(leaf.key)", leaf.value, leaf.tag)
        }
        return true
    }

    /// Settles what no rule has, and notes what is left out.
    mutating func settleRemaining() {
        for entry in Catalogue.parameters where entry.concernsInstances && !settled.contains(entry.path) {
            settle(entry.path)
            if !settled.contains(entry.path) { set(entry.path, nil, .omitted) }
        }
    }

    mutating func report(_ parameter: String, _ message: String, at location: SourceLocation? = nil) {
        problems.append(subject.problem(parameter, message, at: location))
    }

    /// The rows by path; those of one list in the list's order.
    var sortedRows: [Provenance] {
        rows.enumerated().sorted { left, right in
            (ConfigurationDocument.list(of: left.element.path), left.offset)
                < (ConfigurationDocument.list(of: right.element.path), right.offset)
        }.map(\.element)
    }
}
