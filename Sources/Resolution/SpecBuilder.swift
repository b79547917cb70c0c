import ConfigurationGraph
import OCI

/// Settles parameters one by one, each as a row of provenance or several; the configuration is put together from the
/// rows, so that no value can be without one.
struct SpecBuilder {
    let subject: Subject
    private(set) var problems: [ResolutionProblem]
    private(set) var rows: [Provenance] = []
    private var settled: Set<String> = []
    /// The filter of system calls, if there is one: it is by far the most of a configuration, and many share one.
    private(set) var profile: CompiledProfile?

    init(for subject: Subject) {
        self.subject = subject
        problems = subject.given.problems + subject.volumes.flatMap(\.problems)
    }

    /// Sets a leaf, or says with nil that it is left out.
    ///
    /// - Parameters:
    ///   - otherwise: what it would have been without its origin.
    ///   - parameter: the catalogue's entry that it falls under, where that isn't found from the path.
    mutating func set(
        _ path: String, _ value: JSONValue?, _ origin: Provenance.Origin, otherwise: JSONValue? = nil,
        under parameter: String? = nil
    ) {
        guard let entry = Catalogue.parameter(covering: parameter ?? path) else { return }
        settled.insert(entry.path)
        rows.append(
            Provenance(
                path: path, parameter: entry.path, category: entry.category, value: value, origin: origin,
                otherwise: otherwise))
    }

    /// Sets a leaf by the rule that is named after it.
    mutating func set(
        _ path: String, _ value: JSONValue?, because reason: String, under parameter: String? = nil
    ) {
        set(path, value, .rule(parameter ?? path, reason: reason), under: parameter)
    }

    /// Settles a parameter with what was said of it, leaf by leaf.
    ///
    /// - Parameter fallback: what a rule makes of it where nobody says anything.
    /// - Returns: whether anything was said of it, were it only that it is taken away.
    @discardableResult
    mutating func settle(_ parameter: String, else fallback: JSONValue? = nil) -> Bool {
        guard let given = subject.given[parameter] else { return false }
        for leaf in given.leaves where leaf.value != nil || leaf.tag.isNode {
            let path = leaf.key.isEmpty ? parameter : "\(parameter).\(leaf.key)"
            set(path, leaf.value, leaf.tag, otherwise: otherwise(leaf.key, of: parameter, leaf.tag, fallback))
        }
        if given.leaves.isEmpty, let origin = subject.given.strongest(of: parameter), origin.isNode {
            set(parameter, nil, origin, otherwise: subject.otherwise(parameter, without: origin) ?? fallback)
        }
        return true
    }

    /// What a leaf of a parameter would be if it weren't for its origin.
    func otherwise(
        _ key: String, of parameter: String, _ origin: Provenance.Origin, _ fallback: JSONValue? = nil
    ) -> JSONValue? {
        guard origin != .catalogueDefault else { return nil }
        guard let others = subject.given.without(origin, of: parameter) else { return fallback }
        return others.leaves.first { $0.key == key }?.value
    }

    /// Settles what no rule has. What nobody had a say in gets no row: the catalogue says it all.
    mutating func settleRemaining() {
        for entry in Catalogue.ofInstances where !settled.contains(entry.path) {
            if !entry.hasEffect, subject.given.strongest(of: entry.path)?.isNode != true { continue }
            settle(entry.path)
        }
    }

    mutating func report(_ parameter: String, _ message: String, at location: SourceLocation? = nil) {
        report(subject.problem(parameter, message, at: location))
    }

    mutating func report(_ problem: ResolutionProblem) { problems.append(problem) }

    mutating func use(_ profile: CompiledProfile) { self.profile = profile }

    /// Takes a leaf's value for another, which a rule found once all others were known.
    mutating func replace(_ path: String, with value: JSONValue, because reason: String) {
        guard let index = rows.firstIndex(where: { $0.path == path }) else { return }
        rows[index].value = value
        rows[index].origin = .rule(path, reason: reason)
    }

    /// The rows by path; those of one list in the list's order.
    var sortedRows: [Provenance] {
        let lists = rows.map { ConfigurationDocument.list(of: $0.path) }
        return rows.indices.sorted { (lists[$0], $0) < (lists[$1], $1) }.map { rows[$0] }
    }
}
