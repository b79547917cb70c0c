/// How much a layer may hold before it is refused: what is unpacked is trusted less than what unpacks it.
public struct LayerLimits: Hashable, Sendable {
    /// The most bytes that a layer's tar stream may have. The default is the most that a ustar header can say, which is
    /// also the most that the docker-archive of an image can hold.
    public var bytes: Int64
    /// The most bytes that one compressed byte may become, once ``ratioFloor`` is passed. gzip itself can't reach
    /// more than 1,032.
    public var ratio: Int64
    /// The size up to which the ratio doesn't matter, in bytes: small files of zeros are no attack.
    public var ratioFloor: Int64
    /// The most entries that a layer may have.
    public var entries: Int
    /// The most bytes that an entry's path may have. Linux takes 4,095.
    public var pathLength: Int
    /// The most bytes that one name in a path may have. Linux takes 255.
    public var nameLength: Int

    public init(
        bytes: Int64 = (8 << 30) - 1, ratio: Int64 = 250, ratioFloor: Int64 = 64 << 20, entries: Int = 2_000_000,
        pathLength: Int = 4095, nameLength: Int = 255
    ) {
        self.bytes = bytes
        self.ratio = ratio
        self.ratioFloor = ratioFloor
        self.entries = entries
        self.pathLength = pathLength
        self.nameLength = nameLength
    }

    /// Limits that no image of a service comes near.
    public static let `default` = LayerLimits()
}
