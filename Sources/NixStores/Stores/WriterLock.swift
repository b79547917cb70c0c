import CLinux
import Files
import Foundation
import Glibc
import Nix

/// What a writer of a store holds for as long as it is at work: names that begin with its own are in use. What a
/// crashed writer left is known by nobody holding its lock.
final class WriterLock: Sendable {
    /// What all temporary names begin with; no store path does.
    static let mark = ".emergence-"

    /// The writer's own name.
    let name: String
    private let file: Descriptor
    private let path: String

    /// Takes a lock under a new name.
    ///
    /// - Throws: ``FileError``.
    init(notes: String) throws(FileError) {
        let folder = Self.folder(notes)
        try SmallFile.makeFolder(folder)
        while true {
            let name = UUID().uuidString
            let path = "\(folder)/\(name)"
            let file = Descriptor(try check("make", path) { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) })
            // Somebody who cleans up may have had it first, and removed it.
            if file.takeLock() {
                (self.name, self.path, self.file) = (name, path, file)
                return
            }
        }
    }

    /// Gives it back. To be called when the writer is done: a thread may hold the lock longer than that, so it isn't done
    /// when the lock goes.
    func end() { unlink(path) }

    /// What a temporary name begins with.
    var prefix: String { "\(Self.mark)\(name)-" }

    /// Removes what writers left in a folder that are no more.
    ///
    /// - Throws: ``FileError``.
    static func cleanUp(_ folder: Descriptor, place: String, notes: String) throws(FileError) {
        for name in try folder.names(place) {
            guard let text = name.text, text.hasPrefix(mark) else { continue }
            let owner = String(text.dropFirst(mark.count).prefix(36))
            let path = "\(self.folder(notes))/\(owner)"
            let number = open(path, O_RDWR | O_CLOEXEC)
            if number >= 0 {
                let file = Descriptor(number)
                guard clinux_lock_file(file.number, false) == 0 else { continue }
                try TreeRemover.remove(name, in: folder, place: "\(place)/\(text)")
                unlink(path)
            } else if errno == ENOENT {
                try TreeRemover.remove(name, in: folder, place: "\(place)/\(text)")
            }
        }
        // What such writers had begun is gone, so nobody needs to know any more that they are.
        for path in try abandoned(notes: notes) { unlink(path) }
    }

    /// The locks of writers that are no more.
    ///
    /// - Throws: ``FileError``.
    static func abandoned(notes: String) throws(FileError) -> [String] {
        let folder = self.folder(notes)
        guard access(folder, F_OK) == 0 else { return [] }
        return try Descriptor.folder(folder).names(folder).compactMap { name in name.text.map { "\(folder)/\($0)" } }
            .filter { !isHeld($0) }
    }

    private static func isHeld(_ path: String) -> Bool {
        let number = open(path, O_RDWR | O_CLOEXEC)
        guard number >= 0 else { return false }
        let file = Descriptor(number)
        return clinux_lock_file(file.number, false) != 0
    }

    private static func folder(_ notes: String) -> String { "\(notes)/writers" }
}
