import Foundation

/// Small text files, those of /proc and /sys included.
enum TextFile {
    static func read(_ path: String) throws -> String {
        // What reads a file at once keeps 4 KiB for good of each that is empty (swift-foundation of Swift 6.3), and control
        // groups have many that are.
        guard let file = FileHandle(forReadingAtPath: path) else { throw CocoaError(.fileReadNoSuchFile) }
        return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }

    /// A file's text without blanks and line ends around it; nil if it can't be read.
    static func trimmed(_ path: String) -> String? {
        (try? read(path))?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
