public import Nix

/// What Nix's database is to know of paths, as `nix-store --load-db` reads it and `--dump-db` writes it (Nix,
/// `decodeValidPathInfo` in `libstore/store-api.cc`).
///
/// For each path seven kinds of lines: the path, its archive's hash in base-16 and size, the deriver or nothing, the
/// number of references, and each of them. Signatures and content addresses are not among it.
public struct StoreRegistration: Hashable, Sendable {
    /// What is known, in the order that it is said in.
    public var infos: [StorePathInfo]

    /// What a database is to know.
    public init(_ infos: [StorePathInfo]) {
        self.infos = infos
    }

    /// The text that `nix-store --load-db` reads.
    public func text(in store: StoreDirectory = .standard) -> String {
        infos.map { info in
            let references = info.references.sorted().map { store.path(of: $0) }
            let lines = [
                store.path(of: info.path), info.narHash.text(.base16), "\(info.narSize)",
                info.deriver.map { store.path(of: $0) } ?? "", "\(references.count)",
            ]
            return (lines + references).joined(separator: "\n") + "\n"
        }.joined()
    }

    /// Reads what `nix-store --dump-db` writes.
    ///
    /// - Throws: ``RegistrationError``, with the line.
    public init(_ text: String, in store: StoreDirectory = .standard) throws(RegistrationError) {
        infos = []
        var lines = RegistrationLines(text)
        while let first = lines.next() {
            let path = try lines.path(first, store)
            var info = StorePathInfo(path: path, narHash: try lines.hash(), narSize: try lines.number())
            let deriver = try lines.require()
            if !deriver.isEmpty { info.deriver = try lines.path(deriver, store) }
            for _ in 0..<(try lines.number()) {
                info.references.insert(try lines.path(try lines.require(), store))
            }
            infos.append(info)
        }
    }
}

extension LocalStore {
    /// Writes a file by which Nix takes the store's paths for its own: `nix-store --store ROOT --load-db <FILE`.
    ///
    /// - Throws: ``StoreError``, `FileError`.
    public func writeRegistration(to file: String) throws {
        try UnfinishedFile.cleanUp(SmallFile.folder(of: file))
        try SmallFile.write(Array(StoreRegistration(try infos()).text(in: directory).utf8), to: file)
    }
}

/// A text that no database was dumped as.
public struct RegistrationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong there.
    public let reason: String

    public var description: String { "line \(line): \(reason)" }
}

private struct RegistrationLines {
    private var lines: ArraySlice<Substring>
    private var line = 0

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        if lines.last?.isEmpty == true { lines.removeLast() }
    }

    mutating func next() -> String? {
        line += 1
        return lines.popFirst().map(String.init)
    }

    mutating func require() throws(RegistrationError) -> String {
        guard let next = next() else { throw RegistrationError(line: line, reason: "the text ends within a path") }
        return next
    }

    func path(_ text: String, _ store: StoreDirectory) throws(RegistrationError) -> StorePath {
        do throws(StorePathError) { return try store.storePath(text) } catch {
            throw RegistrationError(line: line, reason: error.description)
        }
    }

    mutating func number() throws(RegistrationError) -> UInt64 {
        let text = try require()
        guard let number = UInt64(text) else { throw RegistrationError(line: line, reason: "'\(text)' is no number") }
        return number
    }

    mutating func hash() throws(RegistrationError) -> Hash {
        let text = try require()
        do throws(HashError) { return try Hash(text, algorithm: .sha256) } catch {
            throw RegistrationError(line: line, reason: error.description)
        }
    }
}
