import Files
import Foundation
import Glibc
public import Nix

/// Store paths on this machine's disk, and what is known of each, so that a closure can be read without Nix.
///
/// What is known is kept beside the store in one `.narinfo` file a path. It is written last, when all references of the
/// path are there: a path that has one is whole, and so is its closure.
public struct LocalStore: Sendable {
    /// The folder that its paths are meant for, and which they name.
    public let directory: StoreDirectory
    /// The folder that its paths are in: ``directory`` itself, or where that is mounted from.
    public let folder: String
    /// The folder of what is known of the paths, of locks, and of downloads that aren't whole.
    public let notes: String
    /// What somebody else knows of its paths, as Nix's database does; asked where there is no `.narinfo`.
    public var registered: [StorePath: StorePathInfo] = [:]

    /// A store in folders of one's choice, which need not be there yet.
    public init(_ directory: StoreDirectory = .standard, folder: String, notes: String) {
        self.directory = directory
        self.folder = folder
        self.notes = notes
    }

    /// A store below another root folder, as Nix's `--store ROOT` means it: paths are in `ROOT/nix/store`. `/` is the
    /// machine's own.
    public init(root: String, _ directory: StoreDirectory = .standard) {
        let root = root.hasSuffix("/") ? String(root.dropLast()) : root
        let above = (directory.path as NSString).deletingLastPathComponent
        self.init(directory, folder: root + directory.path, notes: "\(root)\(above == "/" ? "" : above)/var/emergence")
    }

    /// Where a path is, or would be.
    public func place(of path: StorePath) -> String { "\(folder)/\(path.baseName)" }

    /// The paths that are there, whether anything is known of them or not; none if there is no store.
    ///
    /// - Throws: ``FileError``.
    public func paths() throws -> [StorePath] {
        guard access(folder, F_OK) == 0 else { return [] }
        return try Descriptor.folder(folder).names(folder).compactMap { $0.text.flatMap { try? StorePath($0) } }
    }

    /// Whether a path is there and something is known of it.
    public func contains(_ path: StorePath) -> Bool {
        guard registered[path] != nil || access(infoFile(of: path), F_OK) == 0 else { return false }
        return isOnDisk(path)
    }

    /// Whether something is there under a path's name, whatever is known of it.
    public func isOnDisk(_ path: StorePath) -> Bool {
        var status = stat()
        return lstat(place(of: path), &status) == 0
    }

    /// Tells the archive of a path, piece by piece, as it is on the disk now; nothing is compared with what is known.
    ///
    /// - Throws: ``FileError``, ``TreeError``, `NARError`, and what `sink` throws.
    public func archive(of path: StorePath, to sink: NARWriter.Sink) throws {
        var writer = NARWriter()
        let folder = try Descriptor.folder(folder)
        try TreeReader.read(ByteString(path.baseName), in: folder, place: self.folder) { event in
            try writer.write(event, to: sink)
        }
        try writer.finish()
    }

    /// Compares a path with what is known of it.
    ///
    /// - Throws: `ContentCheck.Mismatch`, and what ``archive(of:to:)`` throws.
    public func verify(_ info: StorePathInfo) throws {
        var hasher = StreamHasher()
        try archive(of: info.path) { hasher.update($0) }
        try ContentCheck.check(hasher, against: info)
    }
}
