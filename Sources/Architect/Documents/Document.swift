import ConfigurationGraph

/// A document whose kind and name are read; the rest of its keys wait for the reader of its kind.
struct Document {
    let kind: DocumentKind
    let name: String
    /// Where its name stands.
    let nameLocation: SourceLocation
    /// Where it begins.
    let location: SourceLocation
    /// Its other keys.
    private(set) var members: [YAMLValue.Member]

    /// Reads kind and name; nil where the kind can't be told, as then nothing can be said of the other keys.
    init?(_ value: YAMLValue, into findings: inout Findings) {
        guard let members = value.members else {
            findings.note("a document must be a map with 'kind' and 'name', not \(value.shape)", at: value.location)
            return nil
        }
        guard let kind = Self.kind(members, at: value.location, into: &findings) else { return nil }
        self.kind = kind
        location = value.location
        self.members = members.filter { $0.key != "kind" && $0.key != "name" }
        let given = members.first { $0.key == "name" }
        nameLocation = given?.value.location ?? value.location
        name = given?.value.text ?? ""
        noteName(given, into: &findings)
    }

    /// The document without one of its keys.
    func without(_ key: String) -> Document {
        var document = self
        document.members.removeAll { $0.key == key }
        return document
    }

    private static func kind(
        _ members: [YAMLValue.Member], at location: SourceLocation, into findings: inout Findings
    ) -> DocumentKind? {
        let kinds = DocumentKind.allCases.map(\.rawValue)
        guard let given = members.first(where: { $0.key == "kind" })?.value else {
            findings.note(
                "this document has no 'kind'", hint: "it is one of \(kinds.joined(separator: ", "))", at: location)
            return nil
        }
        guard let text = given.text else {
            findings.note("'kind' must be a word, not \(given.shape)", at: given.location)
            return nil
        }
        if let kind = DocumentKind(rawValue: text) { return kind }
        findings.note(
            "'\(text)' is no kind", hint: Spelling.suggestionOrAll(for: text, among: kinds), at: given.location)
        return nil
    }

    private func noteName(_ given: YAMLValue.Member?, into findings: inout Findings) {
        guard let given, !given.value.isNull else {
            findings.note("this \(kind.rawValue) has no 'name'", at: given?.keyLocation ?? location)
            return
        }
        guard let text = given.value.text else {
            findings.note("'name' must be a word, not \(given.value.shape)", at: given.value.location)
            return
        }
        if let problem = NameRule.problem(with: text, ofHost: kind == .host) {
            findings.note(problem, at: given.value.location)
        }
    }
}
