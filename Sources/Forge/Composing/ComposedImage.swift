public import OCI

/// An image that was made of a closure.
public struct ComposedImage: Hashable, Sendable {
    /// Its manifest's digest, the same wherever it is made.
    public let digest: Digest
    /// What it runs on.
    public let platform: Platform
    /// How many layers it has.
    public let layers: Int
    /// How many store paths it has.
    public let storePaths: Int
    /// How many of them are in the last layer: more than one where there were more than layers.
    public let storePathsInLastLayer: Int
    /// How long its layers are, in bytes.
    public let bytes: Int64
}
