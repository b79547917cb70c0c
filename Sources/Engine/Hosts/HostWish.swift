import ConfigurationGraph
import OCI

/// What the operator wants of a host by a command.
public enum HostWish: String, Hashable, Sendable, CaseIterable {
    /// No further instance is placed on it; those that are there stay.
    case cordon
    /// No further instance is placed on it, and those that are there go elsewhere.
    case drain
    /// Instances are placed on it again.
    case uncordon
}

extension HostWish {
    /// The parameters that it gives; nil takes one away.
    private var settings: [(parameter: String, value: JSONValue?)] {
        switch self {
        case .cordon: [("host.schedulable", .bool(false))]
        case .drain: [("host.draining", .bool(true))]
        case .uncordon: [("host.schedulable", nil), ("host.draining", nil)]
        }
    }

    /// The set to which a policy belongs that no file declares.
    static let set = "emergence host"

    /// The policy as it is to be; nil where nothing is left of one that no file declares.
    func applied(to policy: HostPolicy?, of host: String) -> HostPolicy? {
        let location = SourceLocation(file: "emergence host \(rawValue) \(host)", line: 1, column: 1)
        var changed =
            policy ?? HostPolicy(name: host, declaration: Declaration(set: Self.set, location: location))
        for (parameter, value) in settings {
            changed.settings = changed.settings.flatMap(SettingCheck.expanded).filter { $0.parameter != parameter }
            guard let value else { continue }
            changed.settings.append(Setting(parameter: parameter, value: value, location: location))
        }
        changed.settings.sort { $0.parameter < $1.parameter }
        return changed.settings.isEmpty && changed.declaration.set == Self.set ? nil : changed
    }
}
