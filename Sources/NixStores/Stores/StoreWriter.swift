import CLinux
import Files
import Glibc
import Nix
import Synchronization

/// Puts paths into a store: each is written under another name while its bytes are checked, and gets its own when it is
/// whole, right, and on the disk. Several threads may write paths at once. Whoever begins one ends it.
final class StoreWriter: Sendable {
    let store: LocalStore
    private let folder: Descriptor
    private let lock: WriterLock
    private let state = Mutex(State())

    private struct State {
        var count = 0
        /// What is written, and under which name.
        var written: [StorePath: (info: StorePathInfo, name: ByteString)] = [:]
        var bytes: UInt64 = 0
        /// What is in its place and right, and of which nothing is written down yet.
        var settled: Set<StorePath> = []
    }

    /// How many bytes are written before they are flushed.
    private static let batch: UInt64 = 1 << 30

    /// Begins to write; removes what writers left that were interrupted.
    ///
    /// - Throws: ``FileError``.
    init(_ store: LocalStore) throws {
        self.store = store
        try SmallFile.makeFolder(store.folder)
        try SmallFile.makeFolder(store.infoFolder)
        folder = try Descriptor.folder(store.folder)
        try Self.cleanUp(store)
        lock = try WriterLock(notes: store.notes)
    }

    /// Removes what writers left that were interrupted, where there is nothing to write.
    ///
    /// - Throws: ``FileError``.
    static func cleanUp(_ store: LocalStore) throws {
        let folder = try Descriptor.folder(store.folder)
        try WriterLock.cleanUp(folder, place: store.folder, notes: store.notes)
        if access(store.infoFolder, F_OK) == 0 { try UnfinishedFile.cleanUp(store.infoFolder) }
    }

    /// Removes what was written and not published. To be called when nobody writes any more: a thread may hold the writer
    /// longer than that, so it isn't done when the writer goes.
    func end() {
        for name in state.withLock({ $0.written.values.map(\.name) }) { discard(name) }
        lock.end()
    }

    /// Whether so much is written that it is time to publish it.
    var isFull: Bool { state.withLock { $0.bytes >= Self.batch } }

    /// Writes a path: `read` hands on its archive.
    ///
    /// - Throws: ``FileError``, ``StoreError``, `ContentCheck.Mismatch`, and what `read` throws; nothing is left then.
    func write(_ info: StorePathInfo, _ read: (NARWriter.Sink) throws -> Void) throws {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        let name = ByteString("\(lock.prefix)\(number)")
        do {
            let tree = TreeWriter(name, in: folder, place: store.place(of: info.path))
            var verifier = ArchiveVerifier(info)
            try read { bytes in try verifier.take(bytes) { try tree.write($0) } }
            try verifier.finish()
        } catch {
            discard(name)
            throw error
        }
        state.withLock { state in
            state.written[info.path] = (info, name)
            state.bytes += info.narSize
        }
    }

    /// Makes all that is written visible, after it is on the disk, and writes down what is known of each path whose
    /// references are known too.
    ///
    /// - Parameter order: what may be written, references first.
    /// - Throws: ``FileError``; ``StoreError`` if something else is there under a path's name.
    func publish(_ order: [StorePathInfo]) throws {
        guard state.withLock({ !$0.written.isEmpty || !$0.settled.isEmpty }) else { return }
        let flushed = clinux_sync_file_system(folder.number)
        guard flushed == 0 else { throw FileError("flush", store.folder, code: -flushed) }
        for info in order {
            let written = state.withLock { state in
                let written = state.written.removeValue(forKey: info.path)
                if written != nil { state.bytes -= min(state.bytes, info.narSize) }
                return written
            }
            if let written { try place(info, written.name) }
        }
        try check("flush", store.folder) { fsync(folder.number) }
        for info in order where state.withLock({ $0.settled.contains(info.path) }) {
            guard info.references.allSatisfy({ $0 == info.path || store.contains($0) }) else { continue }
            try store.write(info)
            state.withLock { _ = $0.settled.remove(info.path) }
        }
        let infos = try Descriptor.folder(store.infoFolder)
        let flushedInfos = clinux_sync_file_system(infos.number)
        guard flushedInfos == 0 else { throw FileError("flush", store.infoFolder, code: -flushedInfos) }
    }

    private func place(_ info: StorePathInfo, _ name: ByteString) throws {
        let result = name.withCString { from in
            ByteString(info.path.baseName).withCString { clinux_rename_new(folder.number, from, folder.number, $0) }
        }
        guard result != 0 else { return state.withLock { _ = $0.settled.insert(info.path) } }
        discard(name)
        guard result == -EEXIST else { throw FileError("make", store.place(of: info.path), code: -result) }
        // Somebody else was first, or a crash came before anything was written down of it.
        try adopt(info)
    }

    /// Takes a path for what is known of it, where it is there already.
    ///
    /// - Throws: ``StoreError`` if it is something else.
    func adopt(_ info: StorePathInfo) throws {
        do { try store.verify(info) } catch let error as ContentCheck.Mismatch {
            throw StoreError(place: store.place(of: info.path), problem: .occupied(error.problem))
        }
        state.withLock { _ = $0.settled.insert(info.path) }
    }

    private func discard(_ name: ByteString) {
        try? TreeRemover.remove(name, in: folder, place: store.folder)
    }
}
