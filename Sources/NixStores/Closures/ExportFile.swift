import Files
import Foundation
import Glibc
import Nix
import Synchronization

/// An export that is being written, under another name until it is whole. One thread writes at a time.
final class ExportFile: Sendable {
    private let path: String
    private let temporary: String
    private let file: Descriptor
    private let state: Mutex<ExportWriter>

    /// Begins a file.
    ///
    /// - Throws: ``FileError``.
    init(_ path: String, store: StoreDirectory) throws(FileError) {
        let temporary = "\(path).\(UUID().uuidString)"
        self.path = path
        self.temporary = temporary
        file = Descriptor(
            try check("make", path) { open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) })
        state = Mutex(ExportWriter(store: store))
    }

    /// Removes what isn't whole. To be called when nobody writes any more: a thread may hold the file longer than that, so
    /// it isn't done when the file goes.
    func end() { unlink(temporary) }

    /// Writes a path, whose archive `read` hands on.
    ///
    /// - Throws: ``FileError``, ``StoreError``, `ContentCheck.Mismatch`, and what `read` throws.
    func write(_ info: StorePathInfo, _ read: (NARWriter.Sink) throws -> Void) throws {
        try state.withLock { export in
            // The export's writer checks hash and size itself.
            var verifier = info.contentAddress.map { _ in ArchiveVerifier(info) }
            try export.begin(NARLimits(size: info.narSize), to: append)
            try read { bytes in
                try verifier?.take(bytes) { _ in }
                try export.archive(bytes, to: append)
            }
            try verifier?.finish()
            try export.end(info, to: append)
        }
    }

    /// Ends the file and gives it its name.
    ///
    /// - Throws: ``FileError``.
    func finish() throws {
        try state.withLock { export in try export.finish(to: append) }
        try check("flush", path) { fsync(file.number) }
        try check("make", path) { rename(temporary, path) }
    }

    private func append(_ bytes: UnsafeRawBufferPointer) throws {
        var done = 0
        while done < bytes.count {
            done += try check("write", path) {
                Glibc.write(file.number, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            }
        }
    }
}
