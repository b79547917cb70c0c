import Files
import Foundation
import Glibc
import Nix

/// A file that is being written, under a name of its own until it is whole.
///
/// Its writer holds its lock, which the kernel gives back however the writer ends. So what has such a name and isn't locked
/// was left by a writer that was killed, and goes when the next writes into that folder.
final class UnfinishedFile: Sendable {
    /// What the names of such files begin with; no other file's does.
    static let mark = ".emergence-file-"

    private let path: String
    /// What it is called in errors.
    private let place: String
    private let file: Descriptor

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - folder: where it is to be.
    ///   - place: what it is called in errors.
    /// - Throws: ``FileError``.
    init(in folder: String, for place: String) throws(FileError) {
        while true {
            let path = "\(folder)/\(Self.mark)\(UUID().uuidString)"
            let file = Descriptor(
                try check("make", place) { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) })
            if file.takeLock() {
                (self.path, self.place, self.file) = (path, place, file)
                return
            }
        }
    }

    /// Adds bytes at its end. One thread writes at a time.
    ///
    /// - Throws: ``FileError``.
    func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var done = 0
        while done < bytes.count {
            done += try check("write", place) {
                write(file.number, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            }
        }
    }

    /// Waits until what was written is on the disk.
    ///
    /// - Throws: ``FileError``.
    func flush() throws(FileError) {
        try check("flush", place) { fsync(file.number) }
    }

    /// Gives it its name, now that it is whole; what had that name is gone.
    ///
    /// - Throws: ``FileError``.
    func finish(as name: String) throws(FileError) {
        try check("make", name) { rename(path, name) }
    }

    /// Removes it, unless it is whole. To be called when nobody writes any more: a thread may hold the file longer than
    /// that, so it isn't done when the file goes.
    func end() { unlink(path) }

    /// Removes what writers left in a folder that were killed.
    ///
    /// - Throws: ``FileError``.
    static func cleanUp(_ folder: String) throws(FileError) {
        for name in try Descriptor.folder(folder).names(folder) {
            guard let name = name.text, name.hasPrefix(mark) else { continue }
            let path = "\(folder)/\(name)"
            let number = open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard number >= 0, Descriptor(number).takeLock() else { continue }
            unlink(path)
        }
    }
}
