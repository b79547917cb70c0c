import ConfigurationGraph

/// A file's text in lines, to be parsed and to be shown beside errors.
struct SourceText: Hashable, Sendable {
    /// The file's path.
    let path: String
    /// The lines without what ends them; what counts as a line's end is what YAML 1.1 counts.
    let lines: [String]

    /// Decodes a file.
    ///
    /// - Throws: a ``Diagnostic`` for a file that is too large, is not UTF-8 or holds control characters.
    init(_ file: SourceFile) throws(Diagnostic) {
        path = file.path
        guard file.bytes.count <= SourceFile.maximumSize else {
            let limit = SourceFile.maximumSize >> 20
            throw Diagnostic(at: Self.start(of: file), "the file is larger than \(limit) MiB, the most that is read")
        }
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw Self.notUTF8(file)
        }
        lines = Self.split(text.unicodeScalars)
        if let bad = controlCharacter() { throw bad }
    }

    /// The line of a location; nil for one that isn't there.
    func line(_ number: Int) -> String? {
        lines.indices.contains(number - 1) ? lines[number - 1] : nil
    }

    private static func start(of file: SourceFile) -> SourceLocation {
        SourceLocation(file: file.path, line: 1, column: 1)
    }

    private static func split(_ text: String.UnicodeScalarView) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text {
            defer { previous = scalar }
            switch scalar {
            case "\u{FEFF}" where lines.isEmpty && line.isEmpty: break
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(String(line))
                line = String.UnicodeScalarView()
            default: line.append(scalar)
            }
        }
        return lines + [String(line)]
    }

    /// Finds the first byte that is no UTF-8, and shows its line with what can be read of it.
    private static func notUTF8(_ file: SourceFile) -> Diagnostic {
        let lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where String(validating: line, as: UTF8.self) == nil {
            let shown = String(decoding: line, as: UTF8.self)
            let column = shown.unicodeScalars.prefix { $0 != "\u{FFFD}" }.count + 1
            return Diagnostic(
                at: SourceLocation(file: file.path, line: index + 1, column: column),
                "the file is not UTF-8", hint: "save it in that encoding", excerpt: shown)
        }
        return Diagnostic(at: start(of: file), "the file is not UTF-8", hint: "save it in that encoding")
    }

    private func controlCharacter() -> Diagnostic? {
        for (index, line) in lines.enumerated() {
            for (column, scalar) in line.unicodeScalars.enumerated() where !Self.isPrintable(scalar) {
                let code = String(scalar.value, radix: 16, uppercase: true)
                let name = String(repeating: "0", count: max(0, 4 - code.count)) + code
                return Diagnostic(
                    at: SourceLocation(file: path, line: index + 1, column: column + 1),
                    "the character U+\(name) can't stand in YAML",
                    hint: "in a double-quoted string it can be an escape",
                    excerpt: line)
            }
        }
        return nil
    }

    /// Whether YAML 1.1 lets a character stand in a document (its production `c-printable`).
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: scalar != "\u{FEFF}"
        default: false
        }
    }
}
