import ConfigurationGraph
import OCI

extension Node {
    /// All that a declared node says, by path: what two values of it are compared by.
    var rows: [String: JSONValue] {
        switch self {
        case .configuration(let value):
            Self.rows(value.settings)
                .merging(["configures": Self.names(value.configures.map(\.description).sorted())]) { $1 }
                .filter { $0.key != "configures" || !value.configures.isEmpty }
        case .automaton(let value): Self.rows(value.settings).merging(value.structure) { $1 }
        case .volume(let value): Self.rows(value.settings)
        case .secret(let value): value.rows
        case .hostPolicy(let value): Self.rows(value.settings)
        default: [:]
        }
    }

    /// Settings by path, down to single variables and members.
    private static func rows(_ settings: [Setting]) -> [String: JSONValue] {
        var rows: [String: JSONValue] = [:]
        for setting in settings { spread(setting.value, at: setting.parameter, into: &rows) }
        return rows
    }

    private static func spread(_ value: JSONValue, at path: String, into rows: inout [String: JSONValue]) {
        if case .object(let members) = value, !members.isEmpty {
            for (key, member) in members { spread(member, at: "\(path).\(key)", into: &rows) }
        } else if path == "process.env", let variables = value.array, !variables.isEmpty {
            for variable in variables.compactMap(\.string) {
                let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                rows["\(path).\(parts[0])"] = .string(parts.count > 1 ? String(parts[1]) : "")
            }
        } else {
            rows[path] = value
        }
    }

    fileprivate static func names(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
}

extension Automaton {
    /// What it runs, follows, mounts and calls, by path.
    fileprivate var structure: [String: JSONValue] {
        var rows: [String: JSONValue] = ["artefact": .string(artefact)]
        if let takenDown { rows["down"] = .string("since revision \(takenDown)") }
        if !configurations.isEmpty { rows["configurations"] = Node.names(configurations) }
        for mount in volumes {
            rows["volumes.\(mount.destination)"] = .string(mount.volume + (mount.readonly ? " (read-only)" : ""))
        }
        for dependency in dependencies {
            rows["relay.dependencies.\(dependency.alias ?? dependency.automaton)"] =
                .string(dependency.automaton + (dependency.startOrder ? "" : " (not waited for)"))
        }
        return rows
    }
}

extension Secret {
    /// What it is, by path: its value is told apart by the revision that gave it.
    fileprivate var rows: [String: JSONValue] {
        var rows: [String: JSONValue] = ["value": .string(placeholder), "from": .string(source.description)]
        rows["set"] = declaration.map { .string($0.set) }
        return rows
    }
}
