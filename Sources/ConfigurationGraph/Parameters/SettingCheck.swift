import OCI

/// What is wrong with a setting.
public struct SettingProblem: Hashable, Sendable {
    /// The path of the parameter, or of the part of its value that is wrong.
    public var parameter: String
    /// What is wrong, as a clause that goes on from the path.
    public var message: String
    /// Where it was written.
    public var location: SourceLocation
}

extension SettingProblem: CustomStringConvertible {
    public var description: String { "\(location): '\(parameter)' \(message)" }
}

/// Judges settings by the catalogue: whether there is such a parameter, who may give it, and of what type it must be.
public enum SettingCheck {
    /// Everything that is wrong with a setting of a node of a kind.
    public static func check(_ setting: Setting, kind: NodeKind) -> [SettingProblem] {
        expanded(setting).flatMap { setting in
            messages(about: setting, kind: kind).map { path, message in
                SettingProblem(parameter: setting.parameter + path, message: message, location: setting.location)
            }
        }
    }

    /// A setting of a parameter that has others below it, as settings of those and of what is no parameter;
    /// any other as it is.
    public static func expanded(_ setting: Setting) -> [Setting] {
        guard Catalogue.isPrefix(setting.parameter), case .object(let members) = setting.value else { return [setting] }
        let known = members.filter { key, _ in
            let path = "\(setting.parameter).\(key)"
            return Catalogue.parameter(at: path) != nil || Catalogue.isPrefix(path)
        }
        var all = known.sorted { $0.key < $1.key }.flatMap { key, value in
            expanded(Setting(parameter: "\(setting.parameter).\(key)", value: value, location: setting.location))
        }
        let rest = members.filter { known[$0.key] == nil }
        if Catalogue.parameter(at: setting.parameter) == nil {
            all += rest.sorted { $0.key < $1.key }.map { key, value in
                Setting(parameter: "\(setting.parameter).\(key)", value: value, location: setting.location)
            }
        } else if !rest.isEmpty {
            all.append(Setting(parameter: setting.parameter, value: .object(rest), location: setting.location))
        }
        return all
    }

    private static func messages(about setting: Setting, kind: NodeKind) -> [(path: String, message: String)] {
        guard let parameter = Catalogue.parameter(at: setting.parameter) else {
            let known = Catalogue.parameters.filter { $0.kinds.contains(kind) }.map(\.path)
            let nearest = Catalogue.nearest(to: setting.parameter, among: known)
            return [("", "is no parameter" + (nearest.map { "; did you mean '\($0)'?" } ?? ""))]
        }
        guard parameter.category != .encapsulated else {
            return [("", "is Encapsulated: it is defined from within Emergence; leave it out")]
        }
        guard parameter.kinds.contains(kind) else {
            let others = parameter.kinds.map(\.rawValue).sorted().joined(separator: " or ")
            return [
                ("", others.isEmpty ? "comes from the image alone" : "belongs to \(others), not to \(kind.rawValue)")
            ]
        }
        if setting.value == .null, parameter.category == .required { return [("", "is Required and can't be null")] }
        return parameter.type.check(setting.value).map { problem in
            (problem.path.isEmpty || problem.path.hasPrefix("[") ? problem.path : "." + problem.path, problem.message)
        }
    }
}
