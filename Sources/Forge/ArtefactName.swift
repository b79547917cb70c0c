/// What can name an artefact: a DNS label (RFC 1123), as all names that are declared.
enum ArtefactName {
    static func isValid(_ text: String) -> Bool {
        guard (1...63).contains(text.utf8.count), let first = text.utf8.first, let last = text.utf8.last else {
            return false
        }
        return isPlain(first) && isPlain(last) && text.utf8.allSatisfy { isPlain($0) || $0 == dash }
    }

    /// The name nearest to a text: in lower case, with dashes for what names don't have, at most 50 characters of it.
    static func suggested(by text: String) -> String {
        let bytes = text.lowercased().utf8.prefix(50).map { isPlain($0) ? $0 : dash }
        let trimmed = bytes.drop { $0 == dash }.reversed().drop { $0 == dash }.reversed()
        return trimmed.isEmpty ? "artefact" : String(decoding: Array(trimmed), as: UTF8.self)
    }

    private static let dash = UInt8(ascii: "-")

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
