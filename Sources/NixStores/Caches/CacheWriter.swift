import CLinux
import Files
import Foundation
import Glibc
import Nix
import Synchronization

/// Puts paths into a binary cache: an archive gets its name when it is whole and right, a `.narinfo` when the archive
/// and those of all references are on the disk.
final class CacheWriter: Sendable {
    private let cache: CacheFolder
    private let written = Mutex<[StorePath: NARInfo]>([:])

    /// Begins to write; makes the cache if it isn't there, and removes what writers left that were killed.
    ///
    /// - Throws: ``FileError``; ``CacheError`` if the cache is of another store, or the compression can't be written.
    init(_ cache: CacheFolder) throws {
        self.cache = cache
        guard cache.compression == .none || cache.compression.filter != nil else {
            throw CacheError(cache: cache.place, problem: .unwritableCompression(cache.compression))
        }
        try SmallFile.makeFolder(archives)
        for folder in [cache.folder, archives] { try UnfinishedFile.cleanUp(folder) }
        let info = "\(cache.folder)/\(CacheLocation.cacheInfo)"
        guard let bytes = try SmallFile.read(info) else {
            try SmallFile.write(Array(BinaryCacheInfo(store: cache.store).text.utf8), to: info)
            return
        }
        do throws(NARInfoError) { _ = try BinaryCacheInfo(bytes, for: cache.store) } catch {
            throw CacheError(cache: cache.place, problem: .badCacheInfo(error))
        }
    }

    /// Whether the cache has a path.
    func contains(_ path: StorePath) -> Bool { access(infoFile(path), F_OK) == 0 }

    /// Writes the archive of a path, which `read` hands on.
    ///
    /// - Throws: ``FileError``, ``StoreError``, `ContentCheck.Mismatch`, `CompressionError`, and what `read` throws;
    ///   nothing is left then.
    func write(_ info: StorePathInfo, _ read: (NARWriter.Sink) throws -> Void) throws {
        let file = try UnfinishedFile(in: archives, for: archives)
        defer { file.end() }
        let content = try compress(info, to: file, read)
        let location = CacheLocation.archive(content.hash(), cache.compression)
        try file.finish(as: "\(cache.folder)/\(location)")
        let narInfo = NARInfo(
            path: try sign(info), location: location, compression: cache.compression, fileHash: content.hash(),
            fileSize: content.count)
        written.withLock { $0[info.path] = narInfo }
    }

    /// Makes what is written known, after it is on the disk, each path after those that it refers to.
    ///
    /// - Parameter order: what may be written, references first.
    /// - Throws: ``FileError``.
    func publish(_ order: [StorePathInfo]) throws {
        guard written.withLock({ !$0.isEmpty }) else { return }
        try flush()
        for info in order {
            guard let narInfo = written.withLock({ $0[info.path] }),
                info.references.allSatisfy({ $0 == info.path || contains($0) })
            else { continue }
            try SmallFile.write(Array(narInfo.text(store: cache.store).utf8), to: infoFile(info.path))
            written.withLock { _ = $0.removeValue(forKey: info.path) }
        }
        try flush()
    }

    private func compress(
        _ info: StorePathInfo, to file: UnfinishedFile, _ read: (NARWriter.Sink) throws -> Void
    ) throws -> StreamHasher {
        var hasher = StreamHasher()
        var verifier = ArchiveVerifier(info)
        let store = { (bytes: UnsafeRawBufferPointer) in
            try file.append(bytes)
            hasher.update(bytes)
        }
        if let filter = cache.compression.filter {
            let stream = try CompressingStream(filter, receive: store)
            try read { bytes in
                try verifier.take(bytes) { _ in }
                try stream.write(bytes)
            }
            try stream.finish()
        } else {
            try read { bytes in
                try verifier.take(bytes) { _ in }
                try store(bytes)
            }
        }
        try verifier.finish()
        return hasher
    }

    private func sign(_ info: StorePathInfo) throws -> StorePathInfo {
        guard let key = cache.key else { return info }
        var signed = info
        signed.signatures.removeAll { $0.keyName == key.name }
        signed.signatures.append(try key.sign(info.fingerprint(in: cache.store)))
        return signed
    }

    private func flush() throws {
        let folder = try Descriptor.folder(cache.folder)
        let flushed = clinux_sync_file_system(folder.number)
        guard flushed == 0 else { throw FileError("flush", cache.folder, code: -flushed) }
    }

    private var archives: String { "\(cache.folder)/nar" }

    private func infoFile(_ path: StorePath) -> String { "\(cache.folder)/\(CacheLocation.info(of: path))" }
}
