public import ConfigurationGraph
public import OCI

/// What Nix builds an artefact from: a file's expression, or a store path that some store has.
public struct NixOrigin: Hashable, Sendable {
    /// The file, the folder or the store path; a relative path starts from the folder of the declaration.
    public var source: String
    /// The attribute of the file that is built; nil for the expression itself.
    public var attribute: String?
    /// The arguments of the file's function, by name.
    public var arguments: [String: JSONValue]
    /// Whether the file is to put a shell into what it builds.
    public var debug: Bool
    /// What is above `nix/store`, as Nix's own `--store ROOT` means it; nil for the host's store.
    public var store: String?
    /// How long Nix may take; nil for no end.
    public var timeout: Duration?
    /// Where its parameters stand, by their paths.
    public var locations: [String: SourceLocation]
    /// Where the source stands.
    public var location: SourceLocation
}

/// The binary cache that an artefact is taken from, with its runtime closure.
public struct CacheOrigin: Hashable, Sendable {
    /// The store path.
    public var path: String
    /// The cache's address, or a folder's path; a relative one starts from the folder of the declaration.
    public var cache: String
    /// The public keys whose signatures count; none for those of the catalogue's default.
    public var trustedKeys: [String]
    /// Whether paths are taken for which nobody vouches.
    public var unsigned: Bool
    /// How long the cache may take; nil for no end.
    public var timeout: Duration?
    /// Where its parameters stand, by their paths.
    public var locations: [String: SourceLocation]
    /// Where the store path stands.
    public var location: SourceLocation
}
