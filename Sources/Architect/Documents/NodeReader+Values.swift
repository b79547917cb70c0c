import ConfigurationGraph
import OCI

/// What the readers of all kinds need: texts, lists and maps at keys that are no parameters.
extension NodeReader {
    /// A text that must be there; notes what is there instead.
    mutating func text(_ value: YAMLValue, of key: String) -> String? {
        if let text = value.text, !text.isEmpty { return text }
        findings.note("'\(key)' must be a word, not \(value.isNull ? "nothing" : value.shape)", at: value.location)
        return nil
    }

    /// The elements of a list; none where nothing is given.
    mutating func list(_ value: YAMLValue?, of key: String) -> [YAMLValue] {
        guard let value, !value.isNull else { return [] }
        if let elements = value.elements { return elements }
        findings.note("'\(key)' must be a list, not \(value.shape)", at: value.location)
        return []
    }

    /// The members of an entry by key, of which only those listed are known.
    mutating func entry(_ value: YAMLValue, of path: String, keys: [String]) -> [String: YAMLValue]? {
        guard let members = value.members else {
            findings.note(
                "an entry of '\(path)' must be a map of \(keys.joined(separator: ", ")), not \(value.shape)",
                at: value.location)
            return nil
        }
        for member in members where !keys.contains(member.key) {
            findings.note(
                "an entry of '\(path)' has no '\(member.key)'",
                hint: Spelling.suggestionOrAll(for: member.key, among: keys), at: member.keyLocation)
        }
        return Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// A Boolean; the default where nothing is given.
    mutating func bool(_ value: YAMLValue?, of key: String, default otherwise: Bool) -> Bool {
        guard let value, !value.isNull else { return otherwise }
        if let bool = CoreSchema.json(value).bool { return bool }
        findings.note("'\(key)' must be true or false, not \(value.shape)", at: value.location)
        return otherwise
    }

    /// A path that starts from the folder of the file, if it is relative.
    func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        let relative = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        return folder.hasSuffix("/") ? folder + relative : "\(folder)/\(relative)"
    }
}
