/// Bytes that are no archive, or events that make none.
public struct NARError: Error, Hashable, Sendable {
    /// What is wrong with an archive.
    public enum Problem: Hashable, Sendable {
        /// It doesn't begin as archives do.
        case badMagic
        /// Something else was to stand here.
        case expected(String, found: ByteString)
        /// A token that is said to be longer than it can be.
        case longToken(UInt64, limit: Int)
        /// Padding that isn't zero.
        case nonZeroPadding
        /// A type of node that there isn't.
        case unknownType(ByteString)
        /// An entry's name that is none: empty, `.`, `..`, longer than 255 bytes, or with `/` or NUL in it.
        case badName(ByteString)
        /// A name that belongs before the one that it follows.
        case unsorted(ByteString, after: ByteString)
        /// One name twice in a folder.
        case duplicate(ByteString)
        /// Two names in a folder that differ in upper and lower case alone.
        case caseClash(ByteString)
        /// A link's target that is none: empty, or with NUL in it.
        case badTarget(ByteString)
        /// More folders in one another than a reader takes.
        case tooDeep(limit: Int)
        /// The archive is longer than it may be.
        case tooLong(limit: UInt64)
        /// It ends where more must come.
        case endsEarly
        /// More follows its end.
        case trailingBytes
        /// An event that can't come here, or contents of another size than was said; only a writer says so.
        case misplaced(String)
    }

    /// Where: how many bytes precede it.
    public let offset: UInt64
    /// The entry that it concerns; empty for the archive's root.
    public let path: [ByteString]
    /// What is wrong.
    public let problem: Problem
}

extension NARError: CustomStringConvertible {
    public var description: String {
        // A hostile archive's path can be half a megabyte long.
        let names = path.count > 8 ? path.prefix(8).map(\.description) + ["…"] : path.map(\.description)
        let place = names.isEmpty ? "" : " (\(names.joined(separator: "/")))"
        return "byte \(offset)\(place): \(reason)"
    }

    private var reason: String {
        switch problem {
        case .badMagic: "this is no Nix archive"
        case .expected(let what, let found): "here must stand \(what), and not '\(found)'"
        case .longToken(let count, let limit): "\(count) bytes are said to follow, where \(limit) are the most"
        case .nonZeroPadding: "the padding isn't zero"
        case .unknownType(let type): "there is no type '\(type)', only regular, symlink, directory"
        case .badName(let name): "'\(name)' can't be an entry's name"
        case .unsorted(let name, let last): "'\(name)' is out of order: it follows '\(last)'"
        case .duplicate(let name): "'\(name)' is there twice"
        case .caseClash(let name): "'\(name)' differs from another entry in upper and lower case alone"
        case .badTarget(let target): "a link can't lead to '\(target)'"
        case .tooDeep(let limit): "more than \(limit) folders are in one another"
        case .tooLong(let limit): "the archive is longer than \(limit) bytes"
        case .endsEarly: "the archive ends here, where more must come"
        case .trailingBytes: "the archive is over, and more bytes follow"
        case .misplaced(let what): what
        }
    }
}
