import ConfigurationGraph
import OCI

/// What one giver, or several merged, say of a parameter; each leaf with where it came from.
typealias Given = Contribution<Provenance.Origin>

/// What everybody says of each parameter that may be given, merged as it comes in, the weakest giver first.
struct GivenValues {
    /// What one giver says, and who it is.
    private struct Layer {
        let origin: Provenance.Origin
        let given: Given
    }

    private var layers: [String: [Layer]] = [:]
    private var merged: [String: Given] = [:]
    /// What is wrong with what was given; that is left out of the values.
    private(set) var problems: [ResolutionProblem] = []

    /// What was said of a parameter; nil if nobody said anything.
    subscript(parameter: String) -> Given? { merged[parameter] }

    /// The parameters of which somebody said anything, sorted.
    var parameters: [String] { merged.keys.sorted() }

    /// The value of a parameter; nil if nobody gave one, or it was taken away.
    func value(of parameter: String) -> JSONValue? {
        guard let entry = Catalogue.parameter(at: parameter) else { return nil }
        return merged[parameter]?.value(merging: entry.merging)
    }

    /// Who spoke last of a parameter: the strongest giver.
    func strongest(of parameter: String) -> Provenance.Origin? { layers[parameter]?.last?.origin }

    /// What would be said of a parameter if it weren't for one origin; nil if nobody else said anything.
    func without(_ origin: Provenance.Origin, of parameter: String) -> Given? {
        guard let all = layers[parameter] else { return nil }
        let others = all.filter { $0.origin != origin }
        return others.isEmpty ? nil : others.reduce(.nothing) { $1.given.over($0) }
    }

    /// Adds a value over what came before it.
    mutating func add(_ value: JSONValue, for parameter: String, from origin: Provenance.Origin) {
        guard let entry = Catalogue.parameter(at: parameter) else { return }
        add(
            Given(entry.type.normalised(value) ?? value, merging: entry.merging, tag: origin), for: parameter,
            from: origin)
    }

    /// Adds what a giver said over what came before it.
    mutating func add(_ given: Given, for parameter: String, from origin: Provenance.Origin) {
        layers[parameter, default: []].append(Layer(origin: origin, given: given))
        merged[parameter] = given.over(merged[parameter] ?? .nothing)
    }

    mutating func report(_ problem: ResolutionProblem) { problems.append(problem) }
}

extension GivenValues {
    /// The catalogue's defaults, and what a terminal needs.
    static func defaults(debug: Bool) -> GivenValues {
        var values = catalogueDefaults
        guard debug else { return values }
        values.add(
            [.string("TERM=\(DebugVariant.terminal)")], for: "process.env",
            from: .rule("process.env.TERM", reason: "the instance is debugged, so it has a terminal"))
        return values
    }

    private static let catalogueDefaults: GivenValues = {
        var values = GivenValues()
        for entry in Catalogue.ofInstances where entry.category != .encapsulated {
            if case .value(let value) = entry.default { values.add(value, for: entry.path, from: .catalogueDefault) }
        }
        return values
    }()
}
