import Foundation

/// Small text files, those of /proc and /sys included.
enum TextFile {
    static func read(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    /// A file's text without blanks and line ends around it; nil if it can't be read.
    static func trimmed(_ path: String) -> String? {
        (try? read(path))?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
