import Files
import Foundation
import Glibc
import Nix

/// What Emergence uses of the host's store, as Nix's own garbage collector finds it: indirect roots (Nix manual, "Garbage
/// Collector Roots").
///
/// A link in the state directory names each path, and one in Nix's `gcroots/auto` names that link. So what a state
/// directory keeps goes with it: Nix lets go of a path, and removes its own link, when the other is gone.
struct HostRoots {
    /// Where Nix looks for links to links.
    private static let auto = "/nix/var/nix/gcroots/auto"
    /// The links to store paths.
    private let folder: String

    /// - Parameter state: the state directory.
    init(state: String) {
        let path = realpath(state, nil)
        defer { free(path) }
        folder = (path.map { String(cString: $0) } ?? state) + "/nix/roots"
    }

    /// Keeps paths, and all that they refer to. Without Nix on the host there is nobody to keep them from.
    ///
    /// - Throws: ``FileError``.
    func add(_ paths: [Nix.StorePath]) throws {
        guard access((Self.auto as NSString).deletingLastPathComponent, F_OK) == 0 else { return }
        for folder in [folder, Self.auto] {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw FileError("make", folder)
            }
        }
        for path in paths {
            let link = "\(folder)/\(path.baseName)"
            try make(link, to: StoreDirectory.standard.path(of: path))
            try make(Self.entry(for: link), to: link)
        }
    }

    /// Lets go of all but some paths.
    ///
    /// - Throws: ``FileError``.
    func keep(only paths: Set<String>) throws {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where !paths.contains(name) {
            let link = "\(folder)/\(name)"
            try remove(Self.entry(for: link))
            try remove(link)
        }
        rmdir(folder)
    }

    /// Nix's own name for the link to a link, so that its commands make and remove the same.
    private static func entry(for link: String) -> String {
        "\(auto)/\(Hash.of(Array(link.utf8), .sha1).text(.nix32))"
    }

    private func make(_ link: String, to target: String) throws {
        guard symlink(target, link) == 0 || errno == EEXIST else { throw FileError("make", link) }
    }

    private func remove(_ link: String) throws {
        guard unlink(link) == 0 || errno == ENOENT else { throw FileError("remove", link) }
    }
}
