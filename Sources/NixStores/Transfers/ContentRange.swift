/// Which part of a file an answer holds: `Content-Range: bytes FIRST-LAST/SIZE` (RFC 9110, section 14.4).
struct ContentRange: Hashable, Sendable {
    /// The first byte's place.
    let first: UInt64
    /// How long the file is; nil if the server doesn't say.
    let size: UInt64?

    /// Parses a line of an answer's head; nil if it is another field, or says nothing that can be used.
    init?(headerLine line: String) {
        guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-range" else { return nil }
        let words = line[line.index(after: colon)...].split(whereSeparator: { " \r\n".contains($0) })
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let parts = words[1].split(separator: "/")
        guard parts.count == 2, let first = parts[0].split(separator: "-").first.flatMap({ UInt64($0) }) else {
            return nil
        }
        self.first = first
        size = UInt64(parts[1])
    }
}
