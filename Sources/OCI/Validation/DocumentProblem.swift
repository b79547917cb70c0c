/// One thing that is wrong with a document.
public struct DocumentProblem: Hashable, Sendable {
    /// Where it is.
    public var path: JSONPath
    /// What is wrong, in words.
    public var message: String
    /// What forbids it.
    public var rule: SpecificationRule

    public init(path: JSONPath, message: String, rule: SpecificationRule = .schema) {
        self.path = path
        self.message = message
        self.rule = rule
    }
}

extension DocumentProblem: CustomStringConvertible {
    public var description: String {
        let place = rule.section.map { " (\($0))" } ?? ""
        return "\(path): \(message)\(place)"
    }
}
