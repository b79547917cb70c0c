extension NARInfo {
    /// Reads a `.narinfo` file.
    ///
    /// As in Nix unknown fields are left alone, and a missing `Compression` means bzip2. Beyond Nix, a field can be
    /// there once only (but `Sig`), the location can't lead out of the cache, and the compression must be known.
    ///
    /// - Parameter expected: the path that was asked for, where one was.
    /// - Throws: ``NARInfoError``, with the line and the field.
    public init(
        _ bytes: [UInt8], store: StoreDirectory = .standard, for expected: StorePath? = nil
    ) throws(NARInfoError) {
        let fields = NARInfoFields(try FieldLines(bytes))
        try fields.checkDuplicates()
        let storePath = try fields.require("StorePath") { field throws(NARInfoError) in
            try field.reading { text throws(StorePathError) in try store.storePath(text) }
        }
        if let expected, storePath != expected {
            throw fields.failure("StorePath", .otherPath(storePath, expected: expected))
        }
        location = try fields.require("URL") { field throws(NARInfoError) in
            guard let location = CacheLocation(field.value) else { throw field.failure(.badLocation(field.value)) }
            return location
        }
        compression =
            try fields.find(
                "Compression",
                { field throws(NARInfoError) in
                    guard let compression = Compression(rawValue: field.value) else {
                        throw field.failure(.unknownCompression(field.value))
                    }
                    return compression
                }) ?? .bzip2
        fileHash = try fields.find("FileHash") { field throws(NARInfoError) in try field.hash() }
        fileSize = try fields.find("FileSize") { field throws(NARInfoError) in try field.number(from: 0) }
        path = StorePathInfo(
            path: storePath,
            narHash: try fields.require("NarHash") { field throws(NARInfoError) in try field.hash(.sha256) },
            narSize: try fields.require("NarSize") { field throws(NARInfoError) in try field.number(from: 1) })
        path.references = try fields.find("References") { field throws(NARInfoError) in try field.references() } ?? []
        path.deriver = try fields.find("Deriver") { field throws(NARInfoError) in try field.deriver() } ?? nil
        path.contentAddress = try fields.find("CA") { field throws(NARInfoError) in try field.contentAddress() } ?? nil
        for field in fields.all("Sig") { path.signatures.append(try field.signature()) }
    }
}

/// A file's fields by their names.
private struct NARInfoFields {
    private let fields: [String: [FieldLines.Field]]

    init(_ lines: FieldLines) {
        fields = Dictionary(grouping: lines.fields, by: \.name)
    }

    func checkDuplicates() throws(NARInfoError) {
        let twice = fields.values.filter { $0.count > 1 && $0[0].name != "Sig" }.map { $0[1] }
        if let first = twice.min(by: { $0.line < $1.line }) { throw first.failure(.duplicate) }
    }

    func all(_ name: String) -> [FieldLines.Field] { fields[name] ?? [] }

    func failure(_ name: String, _ problem: NARInfoError.Problem) -> NARInfoError {
        NARInfoError(problem, line: fields[name]?.first?.line, field: name)
    }

    func find<Value>(
        _ name: String, _ read: (FieldLines.Field) throws(NARInfoError) -> Value
    ) throws(NARInfoError) -> Value? {
        guard let field = all(name).first else { return nil }
        return try read(field)
    }

    func require<Value>(
        _ name: String, _ read: (FieldLines.Field) throws(NARInfoError) -> Value
    ) throws(NARInfoError) -> Value {
        guard let value = try find(name, read) else { throw NARInfoError(.missing, field: name) }
        return value
    }
}
