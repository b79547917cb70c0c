import ConfigurationGraph
import OCI

/// What one giver, or several merged, say of a parameter; each leaf with where it came from.
typealias Given = Contribution<Provenance.Origin>

/// What everybody says of each parameter that may be given, merged as it comes in, the weakest giver first.
struct GivenValues {
    private var byParameter: [String: Given] = [:]
    /// What is wrong with what was given; that is left out of the values.
    private(set) var problems: [ResolutionProblem] = []

    /// What was said of a parameter; nil if nobody said anything.
    subscript(parameter: String) -> Given? { byParameter[parameter] }

    /// The value of a parameter; nil if nobody gave one, or it was taken away.
    func value(of parameter: String) -> JSONValue? {
        guard let entry = Catalogue.parameter(at: parameter) else { return nil }
        return byParameter[parameter]?.value(merging: entry.merging)
    }

    /// Adds a value over what came before it.
    mutating func add(_ value: JSONValue, for parameter: String, from origin: Provenance.Origin) {
        guard let entry = Catalogue.parameter(at: parameter) else { return }
        add(Given(entry.type.normalised(value) ?? value, merging: entry.merging, tag: origin), for: parameter)
    }

    /// Adds what several givers said over what came before it.
    mutating func add(_ given: Given, for parameter: String) {
        byParameter[parameter] = given.over(byParameter[parameter] ?? .nothing)
    }

    mutating func report(_ problem: ResolutionProblem) { problems.append(problem) }
}

extension GivenValues {
    /// Adds the catalogue's defaults, and what a terminal needs.
    mutating func addDefaults(debug: Bool) {
        for entry in Catalogue.parameters where entry.concernsInstances && entry.category != .encapsulated {
            if case .value(let value) = entry.default { add(value, for: entry.path, from: .catalogueDefault) }
        }
        guard debug else { return }
        add(
            [.string("TERM=\(DebugVariant.terminal)")], for: "process.env",
            from: .rule("process.env.TERM", reason: "the instance is debugged, so it has a terminal"))
    }
}
