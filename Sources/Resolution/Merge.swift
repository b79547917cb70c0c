import ConfigurationGraph
import OCI

/// How values of several givers become one, by type: environments by name, mounts by destination, everything else as a
/// whole. Merging is associative, and nothing is its identity.
enum Merge {
    /// Environments, the weakest first: a later value of a name wins and stands where the name first stood.
    static func environment(_ givers: [Given]) -> [(name: String, given: Given)] {
        keyed(givers) { value in
            guard let text = value.string, let equals = text.firstIndex(of: "=") else { return nil }
            return (String(text[..<equals]), .string(String(text[text.index(after: equals)...])))
        }
    }

    /// Mounts, the weakest first, by destination.
    static func mounts(_ givers: [Given]) -> [(name: String, given: Given)] {
        keyed(givers) { value in value["destination"]?.string.map { ($0, value) } }
    }

    /// The leaves that a setting gives, each by its path.
    static func leaves(of setting: Setting) -> [(String, JSONValue)] {
        let given = [Given(value: setting.value, origin: .omitted)]
        let merged =
            switch setting.parameter {
            case "process.env": environment(given)
            case "mounts": mounts(given)
            default: [(name: String, given: Given)]()
            }
        guard !merged.isEmpty else { return [(setting.parameter, setting.value)] }
        return merged.map { ("\(setting.parameter).\($0.name)", $0.given.value) }
    }

    /// Lists whose elements have names. A null takes all that is weaker away.
    private static func keyed(
        _ givers: [Given], _ split: (JSONValue) -> (String, JSONValue)?
    ) -> [(name: String, given: Given)] {
        var merged: [(name: String, given: Given)] = []
        var places: [String: Int] = [:]
        for giver in givers {
            if giver.value == .null {
                merged = []
                places = [:]
            }
            for element in giver.value.array ?? [] {
                guard let (name, value) = split(element) else { continue }
                let given = Given(value: value, origin: giver.origin)
                if let place = places[name] {
                    merged[place].given = given
                } else {
                    places[name] = merged.count
                    merged.append((name, given))
                }
            }
        }
        return merged
    }
}
