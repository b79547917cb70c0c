/// Turns a log's bytes into lines: `TIME STREAM TAG TEXT`, where the tag is `F` for a full line or its last part, `P`
/// for a part with more to come (the log format of Kubernetes' container runtime interface).
struct LogParser {
    /// The longest line that is put together, in bytes; a longer one comes in pieces.
    static let lineLimit = 1 << 20

    private struct Part {
        var time: String
        var text: [UInt8]
    }

    private var rest: [UInt8] = []
    private var parts: [String: Part] = [:]

    /// The lines that end within these bytes, which follow those given before.
    mutating func parse(_ bytes: [UInt8]) -> [ContainerLog.Entry] {
        var entries: [ContainerLog.Entry] = []
        let bytes = rest + bytes
        var start = 0
        while let end = bytes[start...].firstIndex(of: 10) {
            if let entry = entry(of: bytes[start..<end]) { entries.append(entry) }
            start = end + 1
        }
        rest = Array(bytes[start...])
        return entries
    }

    /// The lines whose last part hasn't come.
    mutating func flush() -> [ContainerLog.Entry] {
        defer { parts = [:] }
        return parts.sorted { $0.value.time < $1.value.time }.map { Self.entry($0.value, stream: $0.key) }
    }

    /// Whether this line of the file ends a line of output.
    static func endsLine(_ line: ArraySlice<UInt8>) -> Bool {
        let words = line.split(separator: 32, maxSplits: 3, omittingEmptySubsequences: false)
        return words.count >= 3 && isStream(words[1]) && words[2].first != UInt8(ascii: "P")
    }

    private mutating func entry(of line: ArraySlice<UInt8>) -> ContainerLog.Entry? {
        let words = line.split(separator: 32, maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count >= 3, Self.isStream(words[1]) else { return nil }
        let stream = String(decoding: words[1], as: UTF8.self)
        var part = parts.removeValue(forKey: stream) ?? Part(time: String(decoding: words[0], as: UTF8.self), text: [])
        if words.count > 3 { part.text += words[3] }
        if words[2].first == UInt8(ascii: "P"), part.text.count < Self.lineLimit {
            parts[stream] = part
            return nil
        }
        return Self.entry(part, stream: stream)
    }

    private static func isStream(_ word: ArraySlice<UInt8>) -> Bool {
        word.elementsEqual("stdout".utf8) || word.elementsEqual("stderr".utf8)
    }

    private static func entry(_ part: Part, stream: String) -> ContainerLog.Entry {
        ContainerLog.Entry(time: part.time, stream: stream, text: String(decoding: part.text, as: UTF8.self))
    }
}
