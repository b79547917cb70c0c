public import ConfigurationGraph

/// Why a store can't do what it was asked, apart from a transaction that can't land.
public enum GraphStoreError: Error, Hashable, Sendable {
    /// That revision was never committed, or isn't kept any more.
    case noSuchRevision(Revision, newest: Revision)
    /// The file is of a newer version than this program knows.
    case newerFormat(path: String, found: Int, known: Int)
    /// The file is no graph store, or is damaged.
    case notAStore(path: String, reason: String)
    /// The place can't be written, with the reason.
    case readOnly(path: String, reason: String)
    /// The disk is full.
    case diskFull(path: String)
    /// The store can't be reached, with the reason.
    case unavailable(String)
}
