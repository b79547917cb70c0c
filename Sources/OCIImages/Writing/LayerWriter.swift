import CArchive
import Files
import Glibc

/// Writes a layer's tar stream, so that its bytes depend on nothing but what is in it: owner 0:0 without names, the time
/// 1, no access times, and names as bytes whatever the locale. Not to be shared between threads.
///
/// It is libarchive's restricted pax: plain ustar headers, and extended ones for names that these can't hold. Entries come
/// in the order that they are added in.
public final class LayerWriter {
    private let archive: OpaquePointer
    private let sink: ArchiveSink
    /// The locale decides what becomes of names that aren't ASCII, so it is always the same one: they are written as bytes.
    private let locale = newlocale(1 << LC_CTYPE, "C", nil)

    /// Begins a layer in a blob.
    ///
    /// - Throws: ``LayerWriteError``.
    public init(_ blob: BlobFile) throws {
        guard let archive = archive_write_new() else { throw LayerWriteError(reason: "there is no memory left") }
        self.archive = archive
        sink = ArchiveSink { try blob.append($0) }
        archive_write_set_format_pax_restricted(archive)
        try check(sink.open(archive))
    }

    deinit {
        archive_write_free(archive)
        if let locale { freelocale(locale) }
    }

    /// Adds a folder.
    public func folder(_ path: [UInt8], mode: UInt32) throws {
        try header(path, S_IFDIR, mode) { _ in }
    }

    /// Begins a file, whose bytes follow.
    public func file(_ path: [UInt8], size: UInt64, mode: UInt32) throws {
        try header(path, S_IFREG, mode) { archive_entry_set_size($0, Int64(clamping: size)) }
    }

    /// Adds bytes to the file that was begun.
    public func contents(_ bytes: UnsafeRawBufferPointer) throws {
        var done = 0
        while done < bytes.count {
            let count = archive_write_data(archive, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            guard count > 0 else { throw failure }
            done += count
        }
    }

    /// Adds a symbolic link.
    public func symlink(_ path: [UInt8], to target: [UInt8]) throws {
        try header(path, S_IFLNK, 0o777) { entry in withText(target) { archive_entry_set_symlink(entry, $0) } }
    }

    /// Ends the layer; all bytes are in the blob when this returns.
    public func finish() throws {
        try check(archive_write_close(archive))
        if let failure = sink.failure { throw failure }
    }

    private func header(
        _ path: [UInt8], _ kind: mode_t, _ mode: UInt32, _ describe: (OpaquePointer) -> Void
    ) throws {
        guard let entry = archive_entry_new() else { throw LayerWriteError(reason: "there is no memory left") }
        defer { archive_entry_free(entry) }
        withText(path) { archive_entry_set_pathname(entry, $0) }
        archive_entry_set_filetype(entry, UInt32(kind))
        archive_entry_set_perm(entry, mode_t(mode))
        archive_entry_set_uid(entry, 0)
        archive_entry_set_gid(entry, 0)
        archive_entry_set_mtime(entry, 1, 0)
        describe(entry)
        let status = inPlainLocale { archive_write_header(archive, entry) }
        // The warning is that a name isn't ASCII.
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw failure }
    }

    /// Does something in the plain locale, which is this thread's for as long.
    private func inPlainLocale(_ work: () -> Int32) -> Int32 {
        let before = uselocale(locale)
        defer { uselocale(before) }
        return work()
    }

    private func withText(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Void) {
        (bytes + [0]).withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { if let text = $0.baseAddress { body(text) } }
        }
    }

    private func check(_ status: Int32) throws {
        guard status == ARCHIVE_OK else { throw failure }
    }

    private var failure: any Error { sink.failure ?? LayerWriteError(reason: archiveReason(archive)) }
}

/// A layer that can't be written, with the reason that libarchive gives.
public struct LayerWriteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why.
    public let reason: String

    public var description: String { "a layer can't be written: \(reason)" }
}
