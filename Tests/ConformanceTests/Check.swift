import OCI

/// One parameter, as it is declared, generated and seen inside: a row of `docs/conformance.md`.
///
/// A parameter gets its row by one more of these in a ``Scenario``.
struct Check: Sendable {
    /// The catalogue's path.
    let parameter: String
    /// What the operator gives; nil for nothing.
    let declared: JSONValue?
    /// The leaf of `config.json` that comes of it.
    let leaf: String
    /// A shell command inside that shows what holds (``Probe`` has the words besides busybox's).
    let command: String
    /// What it must print, lines joined by blanks.
    let expected: String

    init(
        _ parameter: String, _ declared: JSONValue? = nil, leaf: String? = nil, ask command: String,
        _ expected: String
    ) {
        self.parameter = parameter
        self.declared = declared
        self.leaf = leaf ?? parameter
        self.command = command
        self.expected = expected
    }
}
