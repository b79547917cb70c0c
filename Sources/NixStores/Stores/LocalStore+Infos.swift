import Files
import Foundation
import Glibc
public import Nix

// What is known of paths, kept as a cache keeps it. `URL` is the path's own name: the archive isn't kept, but made anew.
extension LocalStore {
    var infoFolder: String { "\(notes)/paths" }

    func infoFile(of path: StorePath) -> String { infoFile(of: path.digest) }

    private func infoFile(of digest: StorePathDigest) -> String { "\(infoFolder)/\(digest).narinfo" }

    /// What is known of a path; nil if it isn't there, or nothing is known.
    ///
    /// - Throws: ``FileError``; ``StoreError`` if what is written down is damaged.
    public func info(of path: StorePath) throws -> StorePathInfo? {
        guard isOnDisk(path) else { return nil }
        return try note(in: infoFile(of: path), on: path) ?? registered[path]
    }

    /// What is known of the path whose name begins with a digest; nil if it isn't there, or nothing is written down.
    ///
    /// - Throws: as ``info(of:)``.
    public func info(of digest: StorePathDigest) throws -> StorePathInfo? {
        guard let info = try note(in: infoFile(of: digest)), isOnDisk(info.path) else { return nil }
        return info
    }

    /// What a file says of a path; nil if there is no such file.
    private func note(in file: String, on path: StorePath? = nil) throws -> StorePathInfo? {
        guard let bytes = try SmallFile.read(file) else { return nil }
        do throws(NARInfoError) { return try NARInfo(bytes, store: directory, for: path).path } catch {
            throw StoreError(place: file, problem: .damagedInfo(error))
        }
    }

    /// What is known of all paths that are there, by their names.
    ///
    /// - Throws: as ``info(of:)``.
    public func infos() throws -> [StorePathInfo] { try paths().compactMap { try info(of: $0) } }

    /// The paths of which something is written down; names that aren't there any more may be among them.
    ///
    /// - Throws: ``FileError``; ``StoreError`` if what is written down is damaged.
    public func notedPaths() throws -> [StorePath] {
        guard access(infoFolder, F_OK) == 0 else { return [] }
        return try Descriptor.folder(infoFolder).names(infoFolder).compactMap { name in
            guard let text = name.text, text.hasSuffix(".narinfo") else { return nil }
            return try note(in: "\(infoFolder)/\(text)")?.path
        }
    }

    /// Files beside the store that mean nothing any more: locks of writers and documents that were being written when a
    /// command was killed, and what is written down of paths that aren't there. To be asked for while nobody writes.
    ///
    /// - Throws: ``FileError``.
    public func leftovers() throws -> [String] {
        let there = Set(try paths().map { infoFile(of: $0) })
        return try names(in: infoFolder).filter { !there.contains($0) } + WriterLock.abandoned(notes: notes)
    }

    private func names(in folder: String) throws -> [String] {
        guard access(folder, F_OK) == 0 else { return [] }
        return try Descriptor.folder(folder).names(folder).compactMap { name in name.text.map { "\(folder)/\($0)" } }
    }

    /// Takes away what is written down of what is at a place in the store; nothing written down is no error.
    ///
    /// - Throws: ``FileError``.
    public func forget(_ place: String) throws {
        guard let path = try? StorePath((place as NSString).lastPathComponent) else { return }
        let file = infoFile(of: path)
        guard unlink(file) == 0 || errno == ENOENT || errno == ENOTDIR else { throw FileError("remove", file) }
    }

    /// Writes down what is known of a path.
    func write(_ info: StorePathInfo) throws {
        guard let location = CacheLocation(info.path.baseName) else { return }
        let text = NARInfo(path: info, location: location, compression: .none, fileHash: nil, fileSize: nil)
            .text(store: directory)
        try SmallFile.write(Array(text.utf8), to: infoFile(of: info.path))
    }
}
