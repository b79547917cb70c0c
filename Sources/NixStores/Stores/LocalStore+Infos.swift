import Files
import Foundation
import Glibc
public import Nix

// What is known of paths, kept as a cache keeps it. `URL` is the path's own name: the archive isn't kept, but made anew.
extension LocalStore {
    var infoFolder: String { "\(notes)/paths" }

    func infoFile(of path: StorePath) -> String { "\(infoFolder)/\(path.digest).narinfo" }

    /// What is known of a path; nil if it isn't there, or nothing is known.
    ///
    /// - Throws: ``FileError``; ``StoreError`` if what is written down is damaged.
    public func info(of path: StorePath) throws -> StorePathInfo? {
        guard isOnDisk(path) else { return nil }
        let file = infoFile(of: path)
        guard let bytes = try SmallFile.read(file) else { return registered[path] }
        do throws(NARInfoError) {
            return try NARInfo(bytes, store: directory, for: path).path
        } catch {
            throw StoreError(place: file, problem: .damagedInfo(error))
        }
    }

    /// What is known of all paths that are there, by their names.
    ///
    /// - Throws: as ``info(of:)``.
    public func infos() throws -> [StorePathInfo] { try paths().compactMap { try info(of: $0) } }

    /// Writes down what is known of a path.
    func write(_ info: StorePathInfo) throws {
        guard let location = CacheLocation(info.path.baseName) else { return }
        let text = NARInfo(path: info, location: location, compression: .none, fileHash: nil, fileSize: nil)
            .text(store: directory)
        try SmallFile.write(Array(text.utf8), to: infoFile(of: info.path))
    }
}
