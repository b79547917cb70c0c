/// `NAME:BASE64`, as keys and signatures are written.
enum NamedBytes {
    static func print(_ name: String, _ bytes: [UInt8]) -> String { "\(name):\(Base64.encode(bytes))" }

    /// Parses a name and so many bytes.
    static func parse(_ text: String, _ kind: KeyError.Kind) throws(KeyError) -> (name: String, bytes: [UInt8]) {
        guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else {
            throw KeyError(kind: kind, name: nil, problem: .noName)
        }
        let name = String(text[..<colon])
        guard name.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
            throw KeyError(kind: kind, name: nil, problem: .noName)
        }
        guard let bytes = Base64.decode(text[text.index(after: colon)...]) else {
            throw KeyError(kind: kind, name: name, problem: .notBase64)
        }
        guard bytes.count == kind.byteCount else {
            throw KeyError(kind: kind, name: name, problem: .wrongLength(bytes.count))
        }
        return (name, bytes)
    }
}
