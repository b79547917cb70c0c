/// Bytes that are no export.
public struct ExportError: Error, Hashable, Sendable {
    /// What is wrong with an export.
    public enum Problem: Hashable, Sendable {
        /// It doesn't begin with 1 or 0, or goes on with something else after a path.
        case badMarker(UInt64)
        /// An archive that isn't followed by `NIXE`.
        case badMagic(UInt64)
        /// A path that is none, or not in the store.
        case badPath(StorePathError)
        /// A reference that belongs before the one that it follows, or is there twice.
        case unsorted(StorePath)
        /// One path twice.
        case duplicate(StorePath)
        /// A token that is said to be longer than it can be.
        case longToken(UInt64, limit: Int)
        /// Padding that isn't zero.
        case nonZeroPadding
        /// It ends where more must come.
        case endsEarly
        /// More follows its end.
        case trailingBytes
        /// Something that can't come here; only a writer says so.
        case misplaced
    }

    /// Where: how many bytes precede it.
    public let offset: UInt64
    /// What is wrong.
    public let problem: Problem
}

extension ExportError: CustomStringConvertible {
    public var description: String { "byte \(offset): \(reason)" }

    private var reason: String {
        switch problem {
        case .badMarker(let marker): "here must stand 1 or 0, and not \(marker): this is no export of a Nix store"
        case .badMagic: "the archive isn't followed by 'NIXE'"
        case .badPath(let error): error.description
        case .unsorted(let path): "the reference '\(path)' is out of order, or there twice"
        case .duplicate(let path): "'\(path)' is there twice"
        case .longToken(let count, let limit): "\(count) bytes are said to follow, where \(limit) are the most"
        case .nonZeroPadding: "the padding isn't zero"
        case .endsEarly: "the export ends here, where more must come"
        case .trailingBytes: "the export is over, and more bytes follow"
        case .misplaced: "this can't come here"
        }
    }
}
