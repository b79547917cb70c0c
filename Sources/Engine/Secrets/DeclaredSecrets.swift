import Architect
import ConfigurationGraph
import Sealing

/// The secrets that declarations, or a command, want, with the values that were read for them.
struct DeclaredSecrets: Sendable {
    var declared: [SecretDeclaration]
    /// The values by name; a secret without one keeps what it has.
    var values: [String: SecretValue]
    var ring: KeyRing
    /// Secrets that a command gives a value, declared or not.
    var undeclared: [Undeclared] = []

    /// A secret that isn't given by a document now.
    struct Undeclared: Sendable {
        var name: String
        var source: Secret.Source
        var declaration: Declaration?
    }

    /// The nodes of secrets that a command gives a value.
    ///
    /// - Throws: whatever reading the view throws.
    func set(in view: some GraphView) throws -> [Node] {
        try undeclared.compactMap { secret in
            let before = try view.value(Secret.self, named: secret.name)
            return try node(secret, before: before, in: view).map { .secret($0) }
        }
    }

    /// The nodes that there would be in a view. A value that is the one that is there is not sealed anew, so that
    /// applying the same again changes nothing.
    ///
    /// - Throws: `DiagnosticReport` for secrets that have no value and had none, and whatever reading the view throws.
    func nodes(in view: some GraphView) throws -> [Node] {
        var problems: [Diagnostic] = []
        var nodes: [Node] = []
        for secret in declared {
            let wanted = Undeclared(name: secret.name, source: secret.source, declaration: secret.declaration)
            if let node = try node(wanted, before: try view.value(Secret.self, named: secret.name), in: view) {
                nodes.append(.secret(node))
            } else {
                problems.append(
                    Diagnostic(at: secret.sourceLocation, "the secret '\(secret.name)' has no value", hint: secret.hint)
                )
            }
        }
        guard problems.isEmpty else { throw DiagnosticReport(problems) }
        return nodes
    }

    private func node(_ wanted: Undeclared, before: Secret?, in view: some GraphView) throws -> Secret? {
        if let value = values[wanted.name], !isSame(value, before) {
            return try ring.secret(
                wanted.name, value, at: view.revision.next, from: wanted.source, declaration: wanted.declaration)
        }
        guard var secret = before else { return nil }
        secret.source = wanted.source
        secret.declaration = wanted.declaration
        return secret
    }

    /// Whether a value is what a secret has; one that can't be opened is given the value anew.
    private func isSame(_ value: SecretValue, _ before: Secret?) -> Bool {
        guard let before, let old = try? ring.open(before) else { return false }
        return old.isSame(as: value)
    }
}

extension SecretDeclaration {
    /// How it gets a value.
    fileprivate var hint: String {
        switch source {
        case .standardInput: "give it on standard input: emergence up FILE < VALUE"
        case .file, .command: "'emergence secret set \(name) < VALUE' gives it one"
        }
    }
}
