public import ConfigurationGraph

/// What was forged.
public struct ForgedArtefact: Hashable, Sendable {
    /// The artefact as the graph has it.
    public var artefact: Artefact
    /// A revision in which it is.
    public var revision: Revision
    /// How many layers the image has.
    public var layers: Int
    /// How many bytes of layers weren't there before.
    public var bytesCopied: Int64
    /// Whether the graph had it already, so that nothing was written.
    public var alreadyThere: Bool
}

/// How far long work is.
public struct ForgeEvent: Hashable, Sendable {
    /// What is done with a layer.
    public enum Phase: String, Hashable, Sendable {
        /// Its blob is copied from the source.
        case copy
        /// Its content is checked, and unpacked where that is wanted.
        case read
        /// Its snapshot is made from a blob that was checked before.
        case unpack
    }

    /// What is done.
    public var phase: Phase
    /// The short digest of the layer that it is done with.
    public var layer: String
    /// How many bytes of the layer are done.
    public var done: Int64
    /// How many bytes the layer has; at the least ``done``, as the length unpacked isn't known before.
    public var total: Int64

    /// What is worked on, in words.
    public var step: String { "\(phase.rawValue) layer \(layer)" }
}
