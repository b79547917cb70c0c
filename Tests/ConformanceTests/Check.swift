import OCI

/// One parameter, as it is declared, generated and seen: a row of `docs/conformance.md`.
///
/// A parameter gets its row by one more of these in a ``Scenario``.
struct Check: Sendable {
    /// How it is seen what holds.
    enum Question: Sendable {
        /// By a shell command inside (``Probe`` has the words besides busybox's).
        case inside(String)
        /// By a shell command on the host, in ``Laboratory/folder``, once the container is deleted.
        case afterwards(String)
        /// Not at all, for this reason.
        case none(String)
    }

    /// The catalogue's path.
    let parameter: String
    /// What the operator gives; nil for nothing.
    let declared: JSONValue?
    /// The leaf of `config.json` that comes of it.
    let leaf: String
    let question: Question
    /// What the answer must be, lines joined by blanks; empty where nothing is asked.
    let expected: String
    /// Whether a host that can't do it may refuse it when it is resolved.
    private(set) var mayBeRefused = false

    init(
        _ parameter: String, _ declared: JSONValue? = nil, leaf: String? = nil, ask command: String,
        _ expected: String
    ) {
        self.init(parameter, declared, leaf, .inside(command), expected)
    }

    init(
        _ parameter: String, _ declared: JSONValue? = nil, leaf: String? = nil, afterwards command: String,
        _ expected: String
    ) {
        self.init(parameter, declared, leaf, .afterwards(command), expected)
    }

    init(_ parameter: String, _ declared: JSONValue? = nil, leaf: String? = nil, unseen reason: String) {
        self.init(parameter, declared, leaf, .none(reason), "")
    }

    private init(
        _ parameter: String, _ declared: JSONValue?, _ leaf: String?, _ question: Question, _ expected: String
    ) {
        self.parameter = parameter
        self.declared = declared
        self.leaf = leaf ?? parameter
        self.question = question
        self.expected = expected
    }

    /// The same, of what not every host can do.
    var whereAble: Check {
        var check = self
        check.mayBeRefused = true
        return check
    }
}

extension JSONValue {
    /// The value with each text in place of another, also in members and keys.
    func replacing(_ text: String, with other: String) -> JSONValue {
        switch self {
        case .string(let value): .string(value.replacing(text, with: other))
        case .array(let elements): .array(elements.map { $0.replacing(text, with: other) })
        case .object(let members): .object(members.mapValues { $0.replacing(text, with: other) })
        default: self
        }
    }
}
