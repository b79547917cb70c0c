import Files
import Foundation
import Glibc
import Nix

/// What Emergence uses of the host's store, as Nix's own garbage collector finds it: a folder of links, one for each path
/// (Nix manual, "Garbage Collector Roots").
struct HostRoots {
    private static let all = "/nix/var/nix/gcroots"
    private let folder: String

    /// - Parameter state: the state directory, by whose path its links are kept apart from others'.
    init(state: String) {
        let mark = Hash.of(Array(state.utf8)).text(.nix32).prefix(16)
        folder = "\(Self.all)/emergence/\(mark)"
    }

    /// Keeps paths, and all that they refer to. Without Nix on the host there is nobody to keep them from.
    ///
    /// - Throws: ``FileError``.
    func add(_ paths: [Nix.StorePath]) throws {
        guard access(Self.all, F_OK) == 0 else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw FileError("make", folder)
        }
        for path in paths {
            let link = "\(folder)/\(path.baseName)"
            guard symlink(StoreDirectory.standard.path(of: path), link) == 0 || errno == EEXIST else {
                throw FileError("make", link)
            }
        }
    }

    /// Lets go of all but some paths.
    ///
    /// - Throws: ``FileError``.
    func keep(only paths: Set<String>) throws {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where !paths.contains(name) {
            guard unlink("\(folder)/\(name)") == 0 || errno == ENOENT else {
                throw FileError("remove", "\(folder)/\(name)")
            }
        }
        rmdir(folder)
    }
}
