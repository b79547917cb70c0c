import OCI
import Yams

/// YAML to be written, with the layout that a person would give it.
indirect enum YAMLText {
    typealias Entry = (key: String, value: YAMLText)

    case text(String)
    case json(JSONValue)
    case list([YAMLText])
    /// A map with an entry a line.
    case block([Entry])
    /// A map in one line.
    case flow([Entry])

    /// Entries whose keys are paths, as maps in maps, each sorted by key.
    ///
    /// A path that another one goes on from keeps its dots where both have a value.
    static func nested(_ entries: [Entry]) -> [Entry] {
        let groups = Dictionary(grouping: entries) { String($0.key.prefix { $0 != "." }) }
        return groups.sorted { $0.key < $1.key }.flatMap { key, group -> [Entry] in
            if group.contains(where: { $0.key == key }) { return group.sorted { $0.key < $1.key } }
            let inner = group.map { (key: String($0.key.dropFirst(key.count + 1)), value: $0.value) }
            return [(key, .block(nested(inner)))]
        }
    }

    /// What Yams writes.
    static func node(_ text: YAMLText) -> Yams.Node {
        switch text {
        case .text(let string): scalar(string)
        case .json(let value): node(value)
        case .list(let elements): .sequence(.init(elements.map(node), .implicit, .block))
        case .block(let entries): map(entries, .block)
        case .flow(let entries): map(entries, .flow)
        }
    }

    private static func map(_ entries: [Entry], _ style: Yams.Node.Mapping.Style) -> Yams.Node {
        .mapping(.init(entries.map { (scalar($0.key), node($0.value)) }, .implicit, style))
    }

    private static func node(_ value: JSONValue) -> Yams.Node {
        switch value {
        case .string(let string): scalar(string)
        case .array(let elements): .sequence(.init(elements.map(node), .implicit, .flow))
        case .object(let members):
            map(members.sorted { $0.key < $1.key }.map { ($0.key, .json($0.value)) }, .flow)
        case .null, .bool, .integer, .number, .numeral: Yams.Node(value.shown, .implicit, .plain)
        }
    }

    /// A string, in quotes where it would be read as something else without, here or by others' YAML 1.1.
    private static func scalar(_ string: String) -> Yams.Node {
        let others = Resolver.default.resolveTag(of: Yams.Node(string)) != .str
        let needsQuotes = others || CoreSchema.json(plain: string) != .string(string)
        return Yams.Node(string, Tag(.str), needsQuotes ? .doubleQuoted : .any)
    }
}
