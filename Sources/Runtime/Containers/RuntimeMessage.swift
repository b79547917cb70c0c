import Foundation

/// What a container runtime or conmon says of a failure, made readable.
///
/// runc writes log lines (`time=… level=error msg="…"`), crun `TIME: text`, conmon puts a prefix before either.
enum RuntimeMessage {
    /// The last thing said; a sentence of our own if nothing was.
    static func readable(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { plain($0.drop { $0 == " " }) }
        return lines.last { !$0.isEmpty } ?? "it gave no reason"
    }

    private static func plain(_ line: Substring) -> String {
        if let start = line.range(of: "msg=\"") { return quoted(line[start.upperBound...]) }
        var rest = line
        for prefix in ["runtime stderr: ", "Error: ", "container create failed: "] where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
        }
        // crun's time stamp, `2024-01-01T00:00:00.000000Z: `.
        if rest.first?.isNumber == true, let end = rest.range(of: "Z: "), !rest[..<end.lowerBound].contains(" ") {
            rest = rest[end.upperBound...]
        }
        return String(rest)
    }

    /// The text up to the closing quotation mark, with what is escaped as it was.
    private static func quoted(_ text: Substring) -> String {
        var result = ""
        var rest = text
        while let character = rest.popFirst(), character != "\"" {
            result.append(character == "\\" ? rest.popFirst() ?? character : character)
        }
        return result
    }
}
