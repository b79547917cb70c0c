import ConfigurationGraph
import OCI

/// Puts a configuration together leaf by leaf, and keeps for each where it came from.
struct SpecBuilder {
    private(set) var configuration: JSONValue = [:]
    private(set) var parameters: [String: JSONValue] = [:]
    private(set) var provenance: [Provenance] = []
    private(set) var problems: [ResolutionProblem] = []

    /// Sets a leaf of `config.json`.
    mutating func set(_ path: String, _ value: JSONValue, _ origin: Provenance.Origin, parameter: String? = nil) {
        write(value, at: path)
        note(path, value, origin, parameter: parameter)
    }

    /// Writes into `config.json` what other rows explain.
    mutating func write(_ value: JSONValue, at path: String) {
        configuration = configuration.setting(path.split(separator: ".").map(String.init)[...], to: value)
    }

    /// Sets a parameter that is no part of `config.json`.
    mutating func setParameter(_ path: String, _ value: JSONValue, _ origin: Provenance.Origin) {
        parameters[path] = value
        note(path, value, origin)
    }

    /// Adds a row of provenance.
    mutating func note(
        _ path: String, _ value: JSONValue?, _ origin: Provenance.Origin, parameter: String? = nil
    ) {
        let entry = Catalogue.parameter(covering: parameter ?? path)
        provenance.append(
            Provenance(
                path: path, parameter: entry?.path ?? parameter ?? path, category: entry?.category ?? .encapsulated,
                value: value, origin: origin))
    }

    /// Adds a row for every entry of the catalogue for instances that nothing was said of.
    mutating func noteOmitted() {
        let covered = Set(provenance.map(\.parameter))
        for entry in Catalogue.parameters
        where !covered.contains(entry.path) && entry.kinds.contains(.automaton) {
            note(entry.path, nil, .omitted)
        }
    }

    mutating func report(_ problem: ResolutionProblem) { problems.append(problem) }
}

extension JSONValue {
    /// The object with the value set at a path of keys; objects on the way are made.
    fileprivate func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
        guard let key = path.first else { return value }
        var members = object ?? [:]
        members[key] = (members[key] ?? [:]).setting(path.dropFirst(), to: value)
        return .object(members)
    }
}
