/// Finds a NUL in the names that a tar's extended headers give (POSIX, pax, "pax Extended Header").
///
/// libarchive hands names on as C strings, cut off at a NUL, so that a file would be made under another name than the
/// archive says. Older headers end a name with a NUL and can't hold one. This goes along the stream from header to
/// header and looks at the records `path` and `linkpath`.
struct PaxNames {
    private static let blockSize = 512
    /// What is being passed: a header; the records of an extended header; a file's bytes.
    private enum Part { case header, records, content }

    private var part = Part.header
    private var remaining = PaxNames.blockSize
    private var collected: [UInt8] = []

    /// Takes the stream's next bytes.
    ///
    /// - Throws: ``LayerError/Problem/nulInName``.
    mutating func check(_ bytes: UnsafeRawBufferPointer) throws(LayerError.Problem) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let taken = rest.prefix(remaining)
            if part != .content { collected.append(contentsOf: taken) }
            remaining -= taken.count
            rest = rest.dropFirst(taken.count)
            if remaining == 0 { try finishPart() }
        }
    }

    private mutating func finishPart() throws(LayerError.Problem) {
        switch part {
        case .header: startContent()
        case .records:
            try Self.checkRecords(collected)
            startHeader()
        case .content: startHeader()
        }
    }

    private mutating func startHeader() {
        part = .header
        remaining = Self.blockSize
        collected.removeAll(keepingCapacity: true)
    }

    private mutating func startContent() {
        let size = Self.size(of: collected)
        let isExtended = collected[156] == UInt8(ascii: "x") && size <= 1 << 20
        collected.removeAll(keepingCapacity: true)
        guard size > 0 else { return startHeader() }
        part = isExtended ? .records : .content
        remaining = (size + Self.blockSize - 1) / Self.blockSize * Self.blockSize
    }

    /// The size that a header gives: octal digits, or a big-endian number marked by the top bit.
    private static func size(of header: [UInt8]) -> Int {
        let field = header[124..<136]
        if field.first == 0x80 { return field.suffix(7).reduce(0) { $0 << 8 | Int($1) } }
        return field.drop { $0 == 0x20 }.prefix { (48...55).contains($0) }.reduce(0) { $0 << 3 | Int($1 - 48) }
    }

    /// Records are `LENGTH KEY=VALUE\n`, where the length counts the whole record.
    private static func checkRecords(_ records: [UInt8]) throws(LayerError.Problem) {
        var rest = records[...]
        while let space = rest.firstIndex(of: 0x20), let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
            length > space - rest.startIndex, length <= rest.count
        {
            let record = rest[(space + 1)..<(rest.startIndex + length)]
            let isName = record.starts(with: "path=".utf8) || record.starts(with: "linkpath=".utf8)
            guard !isName || !record.contains(0) else { throw .nulInName }
            rest = rest[(rest.startIndex + length)...]
        }
    }
}
