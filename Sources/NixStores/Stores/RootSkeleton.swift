/// The folders of a root that has nothing but a closure of store paths: what programs expect to find.
///
/// Instances that run without an image are given them, and images that are made of a closure have them.
public enum RootSkeleton {
    /// One folder.
    public struct Folder: Hashable, Sendable {
        /// Its path below the root.
        public let path: String
        /// Its mode, with the bits above the permissions.
        public let mode: UInt32
    }

    /// All of them, those above first, in the order of their bytes.
    public static let folders = [
        Folder(path: "dev", mode: 0o755), Folder(path: "etc", mode: 0o755), Folder(path: "proc", mode: 0o555),
        Folder(path: "root", mode: 0o700), Folder(path: "run", mode: 0o755), Folder(path: "sys", mode: 0o555),
        Folder(path: "tmp", mode: 0o1777), Folder(path: "var", mode: 0o755), Folder(path: "var/tmp", mode: 0o1777),
    ]
}
