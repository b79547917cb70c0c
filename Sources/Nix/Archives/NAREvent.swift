/// What a Nix archive (NAR) tells, in its order (Nix manual, "Nix Archive (NAR) format"; Dolstra, "The Purely
/// Functional Software Deployment Model", 2006, figure 5.2).
///
/// An archive is one node: a file (`file`, any number of `contents`, `endOfFile`), a `symlink`, or a `directory`, then
/// for each entry `entry` and its node, then `endOfDirectory`.
public enum NAREvent {
    /// A folder begins.
    case directory
    /// The name of the folder's next entry, whose node follows.
    case entry(ByteString)
    /// The folder's last entry was told.
    case endOfDirectory
    /// A file begins.
    case file(NARFile)
    /// The next bytes of the file; they are there for as long as the event is looked at.
    case contents(UnsafeRawBufferPointer)
    /// All bytes of the file were told.
    case endOfFile
    /// A symbolic link to whatever this names.
    case symlink(target: ByteString)
}

/// A file of an archive.
public struct NARFile: Hashable, Sendable {
    /// How many bytes it has.
    public var size: UInt64
    /// Whether it can be run; an archive has no other modes.
    public var isExecutable: Bool
    /// How many bytes of the archive precede its contents. A writer takes no notice of it.
    public var offset: UInt64

    /// A file of given size.
    public init(size: UInt64, isExecutable: Bool = false, offset: UInt64 = 0) {
        self.size = size
        self.isExecutable = isExecutable
        self.offset = offset
    }
}
