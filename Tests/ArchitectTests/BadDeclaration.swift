import Testing

/// A file of declarations with something wrong, and what a person is told of it.
struct BadDeclaration: Sendable, CustomTestStringConvertible {
    /// What is wrong, in a few words.
    let name: String
    let text: String
    let report: String

    var testDescription: String { name }

    init(_ name: String, _ text: String, _ report: String) {
        self.name = name
        self.text = text
        self.report = report
    }

    static let all = artefacts + documents + parameters + ports + references + yaml
}
