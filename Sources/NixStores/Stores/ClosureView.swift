import Files
import Glibc
public import Nix

/// What a root must be given so that exactly a closure's paths are visible in it, and nothing else of the store.
///
/// Nothing is mounted here. All roots that are given one path see the same files, so they share its place on the disk
/// and in memory.
public struct ClosureView: Hashable, Sendable {
    /// A path that is to be bound into the root, read-only.
    public struct Mount: Hashable, Sendable {
        /// Its name, in the store as in the root.
        public let name: String
        /// Whether it is a folder; a file otherwise.
        public let isFolder: Bool
    }

    /// A path that is a symbolic link itself: it can't be bound, and is made in the root.
    public struct Link: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// What it leads to.
        public let target: ByteString
    }

    /// The folder that the paths are in on this machine.
    public let folder: String
    /// The folder that they are seen in in the root.
    public let directory: String
    /// What is to be bound, by name.
    public private(set) var mounts: [Mount] = []
    /// What is to be made, by name.
    public private(set) var links: [Link] = []

    /// The view of paths that are in a store.
    ///
    /// - Throws: ``FileError``, if one isn't there.
    public init(of closure: some Sequence<StorePath>, in store: LocalStore) throws {
        folder = store.folder
        directory = store.directory.path
        let opened = try Descriptor.folder(folder)
        for path in Set(closure).sorted() {
            let name = path.baseName
            guard let status = try opened.status(of: ByteString(name), store.place(of: path)) else {
                throw FileError("read", store.place(of: path), code: ENOENT)
            }
            switch status.st_mode & S_IFMT {
            case S_IFLNK: links.append(Link(name: name, target: try Self.target(store.place(of: path))))
            case let kind: mounts.append(Mount(name: name, isFolder: kind == S_IFDIR))
            }
        }
    }

    private static func target(_ path: String) throws -> ByteString {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = try check("read", path) { readlink(path, &buffer, buffer.count) }
        return ByteString(buffer[..<count].map { UInt8(bitPattern: $0) })
    }
}
