/// A package's name and version, as Nix tells them apart in a store path's name.
///
/// The version begins after the first dash that no letter follows (Nix, `DrvName`): `openssl-1.0.2n` is version `1.0.2n`
/// of `openssl`, and `bash-interactive` has none. An output's name, as in `openssl-1.0.2n-dev`, counts to the version.
public struct PackageName: Hashable, Sendable, Comparable {
    /// The name alone.
    public let name: String
    /// The version; empty if there is none.
    public let version: String

    /// Tells name and version apart.
    public init(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let dash = bytes.indices.dropLast().first { place in
            bytes[place] == UInt8(ascii: "-") && place > 0 && !Self.isLetter(bytes[place + 1])
        }
        name = String(decoding: bytes[..<(dash ?? bytes.count)], as: UTF8.self)
        version = dash.map { String(decoding: bytes[($0 + 1)...], as: UTF8.self) } ?? ""
    }

    /// The package of a store path, or of a derivation's.
    public init(storePath: String) {
        self.init(Self.text(inStorePath: storePath))
    }

    /// What follows the digest in a store path, a derivation's without its `.drv`.
    public static func text(inStorePath path: String) -> Substring {
        let base = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
        guard let dash = base.firstIndex(of: "-") else { return base }
        let name = base[base.index(after: dash)...]
        return name.hasSuffix(".drv") ? name.dropLast(4) : name
    }

    /// A package's name, version and all, without the output that stands behind them: `openssl-1.0.2n` of
    /// `openssl-1.0.2n-dev`.
    static func withoutOutput(_ name: Substring) -> Substring {
        guard let dash = name.lastIndex(of: "-"), outputs.contains(name[name.index(after: dash)...]) else {
            return name
        }
        return name[..<dash]
    }

    /// The outputs that nixpkgs makes of packages, by the names that it puts behind the version (nixpkgs manual,
    /// "Multiple-output packages").
    private static let outputs: Set<Substring> = [
        "bin", "debug", "dev", "devdoc", "devman", "dist", "doc", "info", "lib", "man", "out", "static",
    ]

    public static func < (left: PackageName, right: PackageName) -> Bool {
        (left.name, left.version) < (right.name, right.version)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

extension PackageName: CustomStringConvertible {
    public var description: String { version.isEmpty ? name : "\(name)-\(version)" }
}
