import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Secrets by name: the configuration has placeholders where the host's agent puts the values.
    ///
    /// A placeholder has the revision of the value, so that another value is another configuration.
    mutating func addSecrets() {
        settle("secrets.files")
        settle("secrets.env")
        for use in subject.secrets.files + subject.secrets.variables where subject.secrets[use.name] == nil {
            report("secrets", "names '\(use.name)', which isn't there", from: use)
        }
        for secret in subject.secrets.all {
            set("secrets.values.\(secret.name)", .string(secret.placeholder), secret.origin)
        }
        addSecretVariables()
    }

    /// Secrets as files, from the bundle's folder in memory.
    mutating func secretFiles(beside others: [Mount]) -> [Mount] {
        let taken = Set(others.map(\.destination))
        return subject.secrets.files.enumerated().map { index, use in
            if taken.contains(use.key) {
                report("secrets.files", "has '\(use.key)', which is the place of something else already", from: use)
            } else if Mount.hidesSystem(use.key) {
                report("secrets.files", "would hide what Linux programs expect at \(use.key)", from: use)
            }
            return Mount(
                use.key,
                [
                    "destination": .string(use.key), "type": "bind", "source": .string("secrets/files/\(index)"),
                    "options": ["rbind", "rprivate", "ro", "nosuid", "nodev", "noexec"],
                ], from: use.origin)
        }
    }

    /// Variables that are secrets stand over those of the image and of the catalogue. One that the operator gives both
    /// ways is an error: nobody could say which was meant.
    private mutating func addSecretVariables() {
        let variables = subject.secrets.variables
        guard !variables.isEmpty else { return }
        let secret = Set(variables.map(\.key))
        for leaf in subject.given["process.env"]?.given ?? [] {
            guard secret.contains(leaf.key) else {
                set(
                    "process.env.\(leaf.key)", leaf.value, leaf.tag,
                    otherwise: otherwise(leaf.key, of: "process.env", leaf.tag))
                continue
            }
            if case .node(let node, _, let location) = leaf.tag {
                report(
                    "process.env.\(leaf.key)",
                    "is given in the clear by \(node) and is a secret by 'secrets.env'; take one away", at: location)
            }
        }
        for use in variables {
            check(use)
            let covered = subject.given["process.env"]?.given.first { $0.key == use.key }
            set(
                "process.env.\(use.key)", .string(subject.secrets[use.name]?.placeholder ?? ""), use.origin,
                otherwise: covered?.value)
        }
    }

    private mutating func check(_ use: ReadSecrets.Use) {
        if use.key.isEmpty || use.key.contains("=") || use.key.utf8.contains(0) {
            report("secrets.env", "has '\(use.key)', which can't be a variable's name", from: use)
        }
        guard let secret = subject.secrets[use.name] else { return }
        if !secret.isText {
            report(
                "secrets.env.\(use.key)", "can't be \(secret.placeholder): it isn't text; read it as a file", from: use)
        } else if use.key.utf8.count + 1 + secret.size > Self.longestVariable {
            report(
                "secrets.env.\(use.key)",
                "can't be \(secret.placeholder): its \(secret.size) bytes are more than a variable can have; "
                    + "read it as a file", from: use)
        }
    }

    /// The most bytes of one variable with its name, less the NUL that ends it (execve(2), MAX_ARG_STRLEN).
    private static let longestVariable = 131_071

    private mutating func report(_ parameter: String, _ message: String, from use: ReadSecrets.Use) {
        guard case .node(_, _, let location) = use.origin else { return report(parameter, message) }
        report(parameter, message, at: location)
    }
}

extension Secret {
    /// Where its value came from, as `explain` says it.
    fileprivate var origin: Provenance.Origin {
        guard let declaration else { return .rule("secrets.values", reason: "'emergence secret set' gave it") }
        return .node(id, revision: valueRevision, location: declaration.location)
    }
}
