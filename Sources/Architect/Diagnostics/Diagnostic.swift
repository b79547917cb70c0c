public import ConfigurationGraph

/// One thing that is wrong with a declaration, and where.
public struct Diagnostic: Error, Hashable, Sendable {
    /// Where it was found.
    public var location: SourceLocation
    /// What is wrong, in a sentence on one line, without control characters.
    public var message: String
    /// What to do about it, where there is something.
    public var hint: String?
    /// The line it was found in; nil where the file isn't at hand.
    public var excerpt: String?

    public init(at location: SourceLocation, _ message: String, hint: String? = nil, excerpt: String? = nil) {
        self.location = location
        self.message = message.onOneLine
        self.hint = hint?.onOneLine
        self.excerpt = excerpt
    }
}

extension Diagnostic {
    /// `FILE:LINE:COLUMN: message`, then the line with a caret under the column, then what to do.
    public func render(colours: Bool) -> String {
        let style = colours ? Style.coloured : Style.plain
        let place = "\(location.file):\(location.line):\(location.column):"
        let first = "\(style.bold)\(place)\(style.reset) \(message)"
        guard let excerpt else { return hint.map { "\(first); \($0)" } ?? first }
        let number = String(location.line)
        let shown = Self.shortened(excerpt, column: location.column)
        // A tab stays a tab, so that the caret stands under its character whatever a tab is worth.
        let padding = String(shown.before.unicodeScalars.map { $0 == "\t" ? "\t" : " " })
        let margin = String(repeating: " ", count: number.count)
        let lines = [
            first, "  \(number) | \(shown.line)", "  \(margin) | \(padding)\(style.red)^\(style.reset)",
        ]
        return (lines + (hint.map { ["  \(margin) = \($0)"] } ?? [])).joined(separator: "\n")
    }

    /// The part of a long line around a column, and what of it stands before the column.
    private static func shortened(_ line: String, column: Int) -> (line: String, before: String) {
        let limit = 160
        let scalars = Array(line.unicodeScalars)
        let position = min(column - 1, scalars.count)
        guard scalars.count > limit else { return (line, string(scalars[..<position])) }
        let start = max(0, min(position - limit / 2, scalars.count - limit))
        let lead = start > 0 ? "…" : ""
        let trail = start + limit < scalars.count ? "…" : ""
        return (
            lead + string(scalars[start..<(start + limit)]) + trail, lead + string(scalars[start..<position])
        )
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}

extension Diagnostic: CustomStringConvertible {
    public var description: String { render(colours: false) }
}

extension Diagnostic: Comparable {
    /// By file, line, column and message.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        (left.location.file, left.location.line, left.location.column, left.message)
            < (right.location.file, right.location.line, right.location.column, right.message)
    }
}
