/// A text that is no store path, or no name of one.
public struct StorePathError: Error, Hashable, Sendable {
    /// What is wrong with a store path.
    public enum Problem: Hashable, Sendable {
        /// Not in the store's folder, or not right below it.
        case outsideStore(StoreDirectory)
        /// It doesn't begin with 32 digits of Nix's base-32 and a dash.
        case badDigest
        /// Nothing follows the dash.
        case emptyName
        /// The name has more than ``StorePath/nameLimit`` bytes.
        case longName
        /// The name is `.` or `..`, or begins with that and a dash.
        case dotName
        /// A byte that names don't have.
        case badCharacter(UInt8)
        /// Only paths of text, and of folders and files hashed as an archive with SHA-256, can have references.
        case unexpectedReferences
    }

    /// What was given.
    public let text: String
    /// What is wrong with it.
    public let problem: Problem
}

extension StorePathError: CustomStringConvertible {
    public var description: String {
        let text = "'\(ByteString(self.text))'"
        return switch problem {
        case .outsideStore(let store): "\(text) is no path in the store \(store)"
        case .badDigest: "\(text) is no store path: it doesn't begin with 32 digits of Nix's base-32 and a dash"
        case .emptyName: "\(text) is no store path: it has no name"
        case .longName: "\(text) is no store path: its name is longer than \(StorePath.nameLimit) bytes"
        case .dotName: "\(text) is no store path: its name begins with '.' or '..' and nothing else"
        case .badCharacter(let byte):
            "\(text) is no store path: a name has letters, digits and +-._?=, and no '\(ByteString([byte]))'"
        case .unexpectedReferences: "\(text) can't have references: its content is addressed by another hash"
        }
    }
}
