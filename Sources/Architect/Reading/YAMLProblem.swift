import Yams

/// What the YAML parser found wrong, in this project's words.
struct YAMLProblem {
    /// The line within what was parsed, from 1.
    private(set) var line = 1
    /// The column, from 1.
    private(set) var column = 1
    private let problem: String

    init(_ error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            // What is never closed is looked for where it was opened, not at the file's end.
            let place = problem.contains("end of stream") ? context?.mark ?? mark : mark
            line = place.line
            column = place.column
            self.problem = Self.sentence(problem, context?.text)
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            line = context.mark.line
            column = context.mark.column
            let names = keys.map { "'\($0)'" }.joined(separator: ", ")
            problem = keys.count == 1 ? "the key \(names) is given twice" : "the keys \(names) are given twice"
        case YamlError.reader(let problem, _, _, _):
            self.problem = "this is no YAML: \(problem)"
        default:
            problem = "this is no YAML: \(error)"
        }
    }

    /// The sentence, after a look at the lines for what people get wrong most.
    func message(in lines: [String]) -> String {
        guard lines.indices.contains(line - 1) else { return problem }
        let text = lines[line - 1].unicodeScalars
        let atProblem = text.dropFirst(column - 1).first
        let indentation = text.prefix { $0 == " " || $0 == "\t" }
        if atProblem == "\t" || (indentation.contains("\t") && column <= indentation.count + 1) {
            return "a tab can't indent YAML; use spaces"
        }
        return problem
    }

    /// libyaml's own words are kept: they are those that a search finds.
    private static func sentence(_ problem: String, _ context: String?) -> String {
        if problem.hasPrefix("Maximum nesting level") { return YAMLReader.tooDeep }
        if problem == "found undefined alias" { return "this alias has no anchor before it" }
        guard let context, !context.isEmpty else { return "this is no YAML: \(problem)" }
        return "this is no YAML: \(problem) (\(context))"
    }
}
