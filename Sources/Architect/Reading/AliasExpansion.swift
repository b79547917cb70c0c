/// A bound for what aliases make of a document, found before it is parsed: a few lines of nested aliases can stand
/// for more values than any machine holds.
///
/// The bound is a safe one and needs no parser: what an anchor names lies between it and the first alias to it, so it
/// expands to no more than the bytes there and what the aliases there expand to. `*` and `&` in strings and comments
/// count too, which only makes it larger.
struct AliasExpansion {
    /// The most that a document may expand to, in bytes.
    static let maximumSize = 16 << 20

    /// An alias that makes a document too large.
    struct Excess: Hashable {
        var name: String
        /// The line from 1.
        var line: Int
        /// The column from 1.
        var column: Int
    }

    /// Bytes so far, with every alias expanded.
    private var size = 0
    /// By name, where anchors stand: the size before each.
    private var anchors: [Substring: Int] = [:]
    /// By name, what an anchor's value expands to, known from the first alias on.
    private var values: [Substring: Int] = [:]
    /// Names that more than one anchor has.
    private var ambiguous: Set<Substring> = []

    /// Looks for an alias that makes the lines of a document expand to more than ``maximumSize``; nil where none does.
    static func excess(in lines: [String]) -> Excess? {
        var expansion = AliasExpansion()
        for (index, line) in lines.enumerated() {
            if let excess = expansion.add(Substring(line), number: index + 1) { return excess }
        }
        return nil
    }

    private mutating func add(_ line: Substring, number: Int) -> Excess? {
        var rest = line
        while let mark = rest.firstIndex(where: { $0 == "&" || $0 == "*" }) {
            let name = rest[rest.index(after: mark)...].prefix(while: Self.isNameCharacter)
            size += rest.utf8.distance(from: rest.startIndex, to: name.endIndex)
            let isAnchor = rest[mark] == "&"
            rest = rest[name.endIndex...]
            if isAnchor {
                anchor(name, followedBy: rest)
            } else if !alias(name) {
                let column = line[..<mark].unicodeScalars.count + 1
                return Excess(name: String(name), line: number, column: column)
            }
        }
        size += rest.utf8.count + 1
        return nil
    }

    private mutating func anchor(_ name: Substring, followedBy rest: Substring) {
        guard anchors[name] == nil else {
            // Which value an alias means depends on where each ends: count from the first, and anew each time.
            ambiguous.insert(name)
            return
        }
        anchors[name] = size
        if let first = rest.drop(while: { $0 == " " }).first, !"[{!&#".contains(first) {
            // A scalar, or a key, stands on the anchor's line: it holds no alias.
            values[name] = rest.utf8.count
        }
    }

    private mutating func alias(_ name: Substring) -> Bool {
        guard let start = anchors[name] else { return true }
        let known = ambiguous.contains(name) ? nil : values[name]
        let value = known ?? size - start
        values[name] = value
        size += value
        return size <= Self.maximumSize
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
    }
}
