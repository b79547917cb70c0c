import ConfigurationGraph
import Engine
import OCI

/// All that is known of one resolved value, as `explain NAME LEAF` prints it.
struct ProvenanceCard {
    let row: Provenance
    let explanation: Explanation

    func render(style: Style) -> String {
        let entry = Catalogue.parameter(at: row.parameter)
        var lines: [(title: String, text: String, colour: Colour?)] = [
            ("value", row.value?.inline ?? "left out", .bold),
            ("from", row.origin.text, row.origin.colour),
        ]
        if let otherwise = row.otherwise?.inline ?? (row.origin.isGiven ? "left out" : nil) {
            lines.append(("otherwise", otherwise, nil))
        }
        lines.append(("category", "\(row.category.rawValue): \(row.category.sentence)", row.category.colour))
        if let entry {
            lines += [
                ("what for", entry.doc, nil), ("type", entry.type.words, nil), ("default", defaultText(entry), nil),
                ("supplied by", entry.suppliedBy, nil), ("merging", entry.merging.sentence, nil),
            ]
        }
        if !row.hasEffect { lines.append(("effect", "none yet: nothing in this version acts on it", .yellow)) }
        let title = "\(style.paint(row.path, .bold)) of \(explanation.instance) at revision \(explanation.revision)"
        let width = lines.map(\.title.count).max() ?? 0
        return
            ([title, ""]
            + lines.map { line in
                "  \(style.paint(line.title.padded(to: width), .dim))  \(style.paint(line.text.onOneLine, line.colour))"
            }).joined(separator: "\n")
    }

    /// What the catalogue has for this leaf, of a parameter that is merged leaf by leaf.
    private func defaultText(_ entry: Parameter) -> String {
        guard case .value(let value) = entry.default, row.path.hasPrefix(entry.path + ".") else {
            return entry.default.text
        }
        let key = row.path.dropFirst(entry.path.count + 1)
        let leaf = Contribution(value, merging: entry.merging, tag: ()).leaves.first { $0.key == key }
        return leaf?.value?.inline ?? "left out"
    }
}

extension ParameterCategory {
    fileprivate var sentence: String {
        switch self {
        case .required: "somebody must give it"
        case .optional: "it may be given"
        case .encapsulated: "defined from within Emergence; nobody gives it"
        }
    }
}

extension Merging {
    /// How the values of several givers become one, in a sentence.
    fileprivate var sentence: String {
        switch self {
        case .replacing: "the strongest giver's value stands alone"
        case .variables: "by name: of each variable the strongest giver's value"
        case .members: "by key: of each key the strongest giver's value"
        case .elements(let member): "by \(member): of each the strongest giver's element"
        case .grants: "by capability: of each the strongest giver's word"
        }
    }
}
