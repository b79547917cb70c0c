import Files
import Foundation
import Glibc
import Nix
import Synchronization

/// An export that is being written, under another name until it is whole. One thread writes at a time.
final class ExportFile: Sendable {
    private let path: String
    private let file: UnfinishedFile
    private let state: Mutex<ExportWriter>

    /// Begins a file; removes what exports into the same folder left that were killed.
    ///
    /// - Throws: ``FileError``, also where something else than a file has the name.
    init(_ path: String, store: StoreDirectory) throws(FileError) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw FileError("replace", path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : ENOTSUP)
        }
        self.path = path
        let folder = SmallFile.folder(of: path)
        try UnfinishedFile.cleanUp(folder)
        file = try UnfinishedFile(in: folder, for: path)
        state = Mutex(ExportWriter(store: store))
    }

    /// Removes what isn't whole. To be called when nobody writes any more.
    func end() { file.end() }

    /// Writes a path, whose archive `read` hands on.
    ///
    /// - Throws: ``FileError``, ``StoreError``, `ContentCheck.Mismatch`, and what `read` throws.
    func write(_ info: StorePathInfo, _ read: (NARWriter.Sink) throws -> Void) throws {
        try state.withLock { export in
            // The export's writer checks hash and size itself.
            var verifier = info.contentAddress.map { _ in ArchiveVerifier(info) }
            try export.begin(NARLimits(size: info.narSize), to: file.append)
            try read { bytes in
                try verifier?.take(bytes) { _ in }
                try export.archive(bytes, to: file.append)
            }
            try verifier?.finish()
            try export.end(info, to: file.append)
        }
    }

    /// Ends the file and gives it its name.
    ///
    /// - Throws: ``FileError``.
    func finish() throws {
        try state.withLock { export in try export.finish(to: file.append) }
        try file.flush()
        try file.finish(as: path)
    }
}
