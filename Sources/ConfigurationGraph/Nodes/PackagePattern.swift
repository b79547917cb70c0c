/// What names packages: a name (`openssl`), a name with its version (`openssl-1.0.2n`), or a glob of that
/// (`openssl-1.0.*`).
///
/// A store path and a derivation belong to the package that their name says (``PackageName``). An output's name behind
/// the version (`openssl-1.0.2n-dev`) makes no other package of it: a pattern may have it, and needn't.
public struct PackagePattern: Hashable, Sendable {
    /// The pattern as it was given.
    public let text: String
    private let bytes: [UInt8]
    private let isGlob: Bool

    /// Nil for what no store path can be called: other characters than Nix allows in names, `*` and `?` aside.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.allSatisfy(Self.isAllowed) else { return nil }
        self.text = String(text)
        self.bytes = bytes
        isGlob = bytes.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    }

    /// Whether a store path, or a derivation's, is of one of the packages.
    public func matches(storePath path: String) -> Bool {
        let full = PackageName.text(inStorePath: path)
        let whole = PackageName.withoutOutput(full)
        if isGlob { return matches(Array(full.utf8)[...]) || (whole != full && matches(Array(whole.utf8)[...])) }
        return full == text || whole == text || PackageName(whole).name == text
    }

    /// Whether a text fits the glob; where a star took too little, it takes one more, so time is bounded by the product
    /// of both lengths.
    private func matches(_ name: ArraySlice<UInt8>) -> Bool {
        var (place, character) = (0, name.startIndex)
        var star: (place: Int, character: Int)?
        while character < name.endIndex {
            if place < bytes.count, bytes[place] == UInt8(ascii: "*") {
                star = (place, character)
                place += 1
            } else if place < bytes.count, bytes[place] == UInt8(ascii: "?") || bytes[place] == name[character] {
                place += 1
                character += 1
            } else if let last = star {
                star = (last.place, last.character + 1)
                (place, character) = (last.place + 1, last.character + 1)
            } else {
                return false
            }
        }
        return bytes[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "+-._?=*".utf8.contains(byte)
        }
    }
}

extension PackagePattern: CustomStringConvertible {
    public var description: String { text }
}

extension GraphView {
    /// The store paths of the packages, and their derivations if these are asked for; sorted.
    ///
    /// Looks at the name of every store path of the graph, and at nothing else of them.
    ///
    /// - Throws: whatever reading the view throws.
    public func nodes(of packages: PackagePattern, withDerivations derivations: Bool = false) throws -> [NodeID] {
        try (derivations ? [NodeKind.derivation, .storePath] : [.storePath]).flatMap { kind in
            try names(of: kind).filter { packages.matches(storePath: $0) }.map { NodeID(kind, $0) }
        }
    }
}
