public import OCI

/// A value that somebody gave and that weakens what protects the host and other instances.
public struct Weakened: Hashable, Sendable, Codable {
    /// The parameter's path.
    public var parameter: String
    public var value: JSONValue
    /// What is weakened, in a sentence.
    public var reason: String

    /// Nil for a value that weakens nothing.
    init?(_ parameter: Parameter, _ value: JSONValue) {
        guard let weakening = parameter.weakening, weakening.holds(for: value) else { return nil }
        self.parameter = parameter.path
        self.value = value
        reason = weakening.reason
    }
}

extension Setting {
    /// What of the setting weakens.
    public var weakened: [Weakened] {
        SettingCheck.expanded(self).compactMap { setting in
            Catalogue.parameter(at: setting.parameter).flatMap { entry in
                Weakened(entry, entry.type.normalised(setting.value) ?? setting.value)
            }
        }
    }
}

extension RuntimeSpecNode {
    /// What the instance was given that weakens, sorted by parameter.
    public var weakened: [Weakened] {
        let given = provenance.filter { $0.origin.isNode && $0.value != nil }
        return Dictionary(grouping: given, by: \.parameter).compactMap { path, rows in
            guard let entry = Catalogue.parameter(at: path), entry.weakening != nil else { return nil }
            let leaves = rows.compactMap { row in
                row.value.map { (key: String(row.path.dropFirst(path.count + 1)), value: $0) }
            }
            return entry.merging.value(of: leaves).flatMap { Weakened(entry, $0) }
        }.sorted { $0.parameter < $1.parameter }
    }
}
