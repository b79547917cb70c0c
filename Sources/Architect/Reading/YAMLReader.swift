import ConfigurationGraph
import Yams

/// Reads the documents of one text. What is wrong in one document keeps none of the others from being read.
struct YAMLReader {
    /// The deepest that values may stand inside each other.
    static let maximumDepth = 64
    static let tooDeep = "values stand more than \(maximumDepth) deep inside each other"

    let text: SourceText

    /// The documents, in their order and without empty ones.
    func documents(into findings: inout Findings) -> [YAMLValue] {
        chunks().flatMap { documents(of: $0, into: &findings) }
    }

    /// The lines of each document: a line that starts with `---` begins one, wherever it stands in YAML.
    private func chunks() -> [Range<Int>] {
        let starts = text.lines.indices.filter { index in
            let line = text.lines[index]
            return line.hasPrefix("---") && (line.count == 3 || line.dropFirst(3).first?.isWhitespace == true)
        }
        let bounds = [0] + starts.filter { $0 > 0 } + [text.lines.count]
        return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
    }

    private func documents(of chunk: Range<Int>, into findings: inout Findings) -> [YAMLValue] {
        let lines = text.lines[chunk]
        if let excess = AliasExpansion.excess(in: Array(lines)) {
            findings.note(
                """
                the alias '*\(excess.name)' makes this document expand to more than \
                \(AliasExpansion.maximumSize >> 20) MiB, the most that is read
                """, at: location(excess.line, excess.column, chunk))
            return []
        }
        do {
            var documents: [YAMLValue] = []
            let parser = try Parser(yaml: lines.joined(separator: "\n") + "\n", resolver: .basic, encoding: .utf8)
            while let root = try parser.nextRoot() {
                if let value = value(root, chunk, depth: 0, into: &findings), !value.isNull { documents.append(value) }
            }
            return documents
        } catch {
            let problem = YAMLProblem(error)
            findings.note(problem.message(in: Array(lines)), at: location(problem.line, problem.column, chunk))
            return []
        }
    }

    private func location(_ line: Int, _ column: Int, _ chunk: Range<Int>) -> SourceLocation {
        SourceLocation(file: text.path, line: chunk.lowerBound + line, column: column)
    }

    /// A node as a value; nil where it was found wrong.
    private func value(
        _ node: Yams.Node, _ chunk: Range<Int>, depth: Int, into findings: inout Findings
    ) -> YAMLValue? {
        let place = location(node.mark?.line ?? 1, node.mark?.column ?? 1, chunk)
        guard depth < Self.maximumDepth else {
            findings.note(Self.tooDeep, at: place)
            return nil
        }
        if let tag = Self.unknownTag(of: node) {
            findings.note("the tag '\(tag)' is not read here", hint: "the parameter's type says what it is", at: place)
            return nil
        }
        switch node {
        case .scalar(let scalar):
            let plain = scalar.style == .plain && scalar.tag.rawValue != Tag.Name.str.rawValue
            return YAMLValue(content: .scalar(scalar.string, plain: plain), location: place)
        case .sequence(let sequence):
            let elements = sequence.compactMap { value($0, chunk, depth: depth + 1, into: &findings) }
            return YAMLValue(content: .list(elements), location: place)
        case .mapping(let mapping):
            let members = mapping.compactMap { member($0.key, $0.value, chunk, depth: depth + 1, into: &findings) }
            return YAMLValue(content: .map(members), location: place)
        case .alias(let alias):
            findings.note("the alias '*\(alias.anchor)' has no anchor", at: place)
            return nil
        }
    }

    private func member(
        _ key: Yams.Node, _ node: Yams.Node, _ chunk: Range<Int>, depth: Int, into findings: inout Findings
    ) -> YAMLValue.Member? {
        let place = location(key.mark?.line ?? 1, key.mark?.column ?? 1, chunk)
        guard case .scalar(let scalar) = key else {
            findings.note("a key must be a name, not a list or a map", at: place)
            return nil
        }
        if scalar.string == "<<", scalar.style == .plain {
            findings.note(
                "YAML's merge key '<<' is not read here",
                hint: "put what is shared into a Configuration and name it under 'configurations'", at: place)
            return nil
        }
        return value(node, chunk, depth: depth, into: &findings)
            .map { YAMLValue.Member(key: scalar.string, keyLocation: place, value: $0) }
    }

    /// A tag that someone wrote, other than those that say what is so anyway.
    private static func unknownTag(of node: Yams.Node) -> String? {
        let tag: Tag
        switch node {
        case .scalar(let scalar): tag = scalar.tag
        case .sequence(let sequence): tag = sequence.tag
        case .mapping(let mapping): tag = mapping.tag
        case .alias: return nil
        }
        let known: [Tag.Name] = [.implicit, .nonSpecific, .str, .seq, .map]
        return known.contains { $0.rawValue == tag.rawValue } ? nil : tag.rawValue
    }
}
