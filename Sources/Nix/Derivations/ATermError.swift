/// Bytes that are no derivation.
public struct ATermError: Error, Hashable, Sendable {
    /// What is wrong with a derivation's bytes.
    public enum Problem: Hashable, Sendable {
        /// There are more bytes than a reader takes.
        case tooLong(limit: Int)
        /// They end where more must come.
        case endsEarly
        /// Something else was to stand here.
        case expected(String)
        /// A string without its closing quote.
        case unclosedString
        /// An escape that ATerm hasn't; Nix reads `\x` as `x`, and would write other bytes back.
        case unknownEscape(UInt8)
        /// A newline, carriage return or tab that isn't escaped, as Nix always does.
        case unescaped(UInt8)
        /// An escape where only plain characters can be.
        case unexpectedEscape
        /// So many bytes follow the last `)`; Nix takes no notice of them.
        case trailingBytes(Int)
        /// An entry that is there already, or that belongs before the one that it follows.
        case unsorted(String)
        /// An input that is no path in the store.
        case badPath(StorePathError)
        /// An input derivation whose name doesn't end in `.drv`.
        case notADerivation(StorePath)
        /// An output's hash that is none.
        case badHash(HashError)
        /// An output that isn't what any Nix writes.
        case badOutput(String)
    }

    /// Where: how many bytes precede it.
    public let offset: Int
    /// What is wrong.
    public let problem: Problem
}

extension ATermError: CustomStringConvertible {
    public var description: String { "byte \(offset): \(reason)" }

    private var reason: String {
        switch problem {
        case .tooLong(let limit): "the derivation is longer than \(limit) bytes"
        case .endsEarly: "the derivation ends here, where more must come"
        case .expected(let what): "here must stand \(what)"
        case .unclosedString: "the string that begins here has no end"
        case .unknownEscape(let byte): "there is no escape '\\\(ByteString([byte]))'"
        case .unescaped(let byte): "in a string '\(ByteString([byte]))' must be escaped"
        case .unexpectedEscape: "the string that begins here can't have escapes"
        case .trailingBytes(let count): "the derivation is over, and \(count) bytes follow"
        case .unsorted(let key): "'\(key)' is out of order, or there twice"
        case .badPath(let error): error.description
        case .notADerivation(let path): "'\(path)' is no derivation: its name doesn't end in .drv"
        case .badHash(let error): error.description
        case .badOutput(let reason): reason
        }
    }
}
