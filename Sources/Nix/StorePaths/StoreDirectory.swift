/// The folder that store paths are in. It is a part of what is hashed, so paths of one store don't fit another.
public struct StoreDirectory: Hashable, Sendable {
    /// `/nix/store`, where all paths are that others build.
    public static let standard = StoreDirectory(checked: "/nix/store")

    /// The folder's absolute path.
    public let path: String
    /// What each of its paths begins with.
    private let prefix: [UInt8]

    /// A store elsewhere; nil unless the path is absolute and plain: no `//`, `.`, `..`, NUL, and no `/` at its end.
    public init?(_ path: String) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count > 1, parts[0].isEmpty,
            parts.dropFirst().allSatisfy({ part in
                !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
                    && part.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
            })
        else { return nil }
        self.init(checked: path)
    }

    private init(checked path: String) {
        self.path = path
        prefix = Array("\(path)/".utf8)
    }

    /// A store path as an absolute path.
    public func path(of path: StorePath) -> String { "\(self.path)/\(path.baseName)" }

    /// Parses an absolute path that is right below this folder.
    public func storePath(_ text: String) throws(StorePathError) -> StorePath {
        try storePath(ByteString(text))
    }

    /// Parses an absolute path that is right below this folder.
    public func storePath(_ text: ByteString) throws(StorePathError) -> StorePath {
        var problem: StorePathError.Problem?
        let parsed = text.bytes.withUnsafeBytes { storePath($0, problem: &problem) }
        guard let parsed else { throw StorePathError(text: text.description, problem: problem ?? .badDigest) }
        return parsed
    }

    /// Parses an absolute path where it stands.
    func storePath(_ text: UnsafeRawBufferPointer, problem: inout StorePathError.Problem?) -> StorePath? {
        guard text.count > prefix.count, text.starts(with: prefix),
            !text[prefix.count...].contains(UInt8(ascii: "/"))
        else {
            problem = .outsideStore(self)
            return nil
        }
        return StorePath(baseName: UnsafeRawBufferPointer(rebasing: text[prefix.count...]), problem: &problem)
    }

    /// Adds a store path as an absolute path to a text.
    func write(_ path: StorePath, to text: inout [UInt8]) {
        text.append(contentsOf: prefix)
        path.write(to: &text)
    }
}

extension StoreDirectory: CustomStringConvertible {
    public var description: String { path }
}
