/// `NAME: VALUE` on each line, each line with its end: what `.narinfo` files and `nix-cache-info` are made of.
struct FieldLines {
    struct Field {
        var line: Int
        var name: String
        var value: String
    }

    /// How long such a file may be, in bytes.
    static let byteLimit = 4 << 20

    let fields: [Field]

    init(_ bytes: [UInt8]) throws(NARInfoError) {
        guard bytes.count <= Self.byteLimit else { throw NARInfoError(.tooLong(limit: Self.byteLimit)) }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw NARInfoError(.notText)
        }
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.removeLast().isEmpty else { throw NARInfoError(.noNewline, line: lines.count + 1) }
        var fields: [Field] = []
        for (place, line) in lines.enumerated() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[line.index(after: colon)...].first == UInt8(ascii: " ")
            else { throw NARInfoError(.notAField(String(Substring(line))), line: place + 1) }
            let value = line[line.index(colon, offsetBy: 2)...]
            fields.append(
                Field(line: place + 1, name: String(Substring(line[..<colon])), value: String(Substring(value))))
        }
        self.fields = fields
    }
}
