import ConfigurationGraph
import OCI

/// Reads what a secret's document says of its value.
extension NodeReader {
    mutating func secret(_ document: Document, _ keys: DocumentKeys, _ declaration: Declaration) -> SecretDeclaration {
        var sources: [(source: Secret.Source, location: SourceLocation)] = []
        if let value = keys.structure["file"], !value.isNull, let path = text(value, of: "file") {
            sources.append((.file(absolute(path)), value.location))
        }
        if let value = keys.structure["stdin"], bool(value, of: "stdin", default: false) {
            sources.append((.standardInput, value.location))
            noteStandardInput(value.location)
        }
        if sources.count > 1 {
            findings.note(
                "a Secret takes its value from 'file' or from 'stdin', not from both", at: sources[1].location)
        }
        let chosen = sources.first ?? (.command, document.location)
        return SecretDeclaration(
            name: document.name, source: chosen.source, declaration: declaration, sourceLocation: chosen.location)
    }

    /// There is one standard input.
    private mutating func noteStandardInput(_ location: SourceLocation) {
        if location.file == "-" {
            findings.note("standard input has the declarations already", hint: "give the value as 'file'", at: location)
        } else if let other = secrets.first(where: { $0.source == .standardInput }) {
            findings.note(
                "the value of '\(other.name)' is read from standard input already", hint: "give one of them as 'file'",
                at: location)
        }
    }

    /// A document without the key that somebody may put a secret's value under. What it says is shown to nobody.
    mutating func refusingValue(_ document: Document) -> Document {
        guard document.kind == .secret, let value = document.members.first(where: { $0.key == "value" }) else {
            return document
        }
        findings.note(
            "a secret's value can't stand in a declaration, which is kept and shown as it is",
            hint: "put it into a file and give 'file: ./NAME', or give 'stdin: true'", at: value.keyLocation)
        return document.without("value")
    }

    /// Keeps the secrets that settings name for the check of references.
    mutating func referToSecrets(from document: Document, _ settings: [Setting]) {
        for setting in settings {
            for name in setting.secrets { refer(from: document, to: NodeID(.secret, name), at: setting.location) }
        }
    }
}

extension YAMLValue {
    /// Whether it is a secret's document, of which no line is to be shown.
    var isSecret: Bool {
        members?.contains { $0.key == "kind" && $0.value.text == DocumentKind.secret.rawValue } ?? false
    }
}
