public import Nix

/// A binary cache in a folder that paths are written to.
public struct CacheFolder: Sendable {
    /// The folder, which need not be there yet.
    public let folder: String
    /// What its paths are of.
    public let store: StoreDirectory
    /// How archives are compressed that are written.
    public var compression: Compression
    /// What signs each path that is written; nil leaves the signatures that it has.
    public var key: SecretKey?

    /// A cache in a folder.
    public init(
        _ folder: String, store: StoreDirectory = .standard, compression: Compression = .zstd, key: SecretKey? = nil
    ) {
        self.folder = folder
        self.store = store
        self.compression = compression
        self.key = key
    }

    /// Its address.
    public var place: String { "\(CacheAddress.folder(folder))" }
}
