/// One change that a layer makes to a folder tree (image-spec, layer.md).
public struct LayerEntry: Hashable, Sendable {
    /// What the change is.
    public enum Kind: Hashable, Sendable {
        case folder
        case file(size: Int64)
        case symlink(target: String)
        case hardLink(target: LayerPath)
        case pipe
        /// The entry of this path in the layers below is hidden.
        case whiteout
        /// All that the layers below have in this folder is hidden.
        case opaque
    }

    /// What is changed: for a whiteout what is hidden, not the marker.
    public var path: LayerPath
    public var kind: Kind
    public var attributes: FileAttributes

    public init(path: LayerPath, kind: Kind, attributes: FileAttributes = FileAttributes()) {
        self.path = path
        self.kind = kind
        self.attributes = attributes
    }
}

/// What a file has besides its content.
public struct FileAttributes: Hashable, Sendable {
    /// One extended attribute.
    public struct Extended: Hashable, Sendable {
        /// Its name with its namespace, as `security.capability`.
        public var name: String
        public var value: [UInt8]
    }

    /// The permission bits, with setuid, setgid and sticky.
    public var mode: UInt32
    public var uid: UInt32
    public var gid: UInt32
    /// When the content was last changed, in whole seconds since 1970.
    public var seconds: Int
    /// The part of a second that ``seconds`` leaves out.
    public var nanoseconds: Int
    public var extended: [Extended]

    public init(
        mode: UInt32 = 0o755, uid: UInt32 = 0, gid: UInt32 = 0, seconds: Int = 0, nanoseconds: Int = 0,
        extended: [Extended] = []
    ) {
        self.mode = mode
        self.uid = uid
        self.gid = gid
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.extended = extended
    }
}
