/// A path in a Nix store, `DIGEST-NAME`, without the folder that it is in (Nix manual, "Store Path").
///
/// It takes 40 bytes, and its name's where that is longer than 15 characters.
public struct StorePath: Hashable, Sendable {
    /// How long a name may be, in bytes: a file name of 255 bytes less digest, dash, and room for `.lock` and the like.
    public static let nameLimit = 211

    /// What the name begins with.
    public let digest: StorePathDigest
    /// What follows the dash, such as `hello-2.12.1`.
    public let name: String

    /// A path of given parts.
    ///
    /// - Throws: ``StorePathError`` if the name isn't one.
    public init(digest: StorePathDigest, name: String) throws(StorePathError) {
        if let problem = Self.problem(ofName: name.utf8) { throw StorePathError(text: name, problem: problem) }
        self.digest = digest
        self.name = name
    }

    /// Parses `DIGEST-NAME`.
    public init(_ baseName: String) throws(StorePathError) {
        var problem: StorePathError.Problem?
        let path = Array(baseName.utf8).withUnsafeBytes { Self(baseName: $0, problem: &problem) }
        guard let path else { throw StorePathError(text: baseName, problem: problem ?? .badDigest) }
        self = path
    }

    /// Parses `DIGEST-NAME` where it stands.
    init?(baseName bytes: UnsafeRawBufferPointer, problem: inout StorePathError.Problem?) {
        let dash = StorePathDigest.length
        guard bytes.count > dash, bytes[dash] == UInt8(ascii: "-"),
            let digest = StorePathDigest(digits: UnsafeRawBufferPointer(rebasing: bytes[..<dash]))
        else {
            problem = .badDigest
            return nil
        }
        let name = UnsafeRawBufferPointer(rebasing: bytes[(dash + 1)...])
        problem = Self.problem(ofName: name)
        guard problem == nil else { return nil }
        self.digest = digest
        self.name = String(decoding: name, as: UTF8.self)
    }

    /// `DIGEST-NAME`.
    public var baseName: String {
        var text: [UInt8] = []
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether this is a derivation's own path.
    public var isDerivation: Bool { name.hasSuffix(".drv") }

    /// Adds `DIGEST-NAME` to a text.
    func write(to text: inout [UInt8]) {
        digest.write(to: &text)
        text.append(UInt8(ascii: "-"))
        text.append(contentsOf: name.utf8)
    }
}

extension StorePath: Comparable {
    /// By the bytes of `DIGEST-NAME`.
    public static func < (left: StorePath, right: StorePath) -> Bool {
        left.digest == right.digest ? left.name < right.name : left.digest < right.digest
    }
}

extension StorePath: CustomStringConvertible {
    public var description: String { baseName }
}
