public import Nix

/// Copies the closure of paths from where it is to where it is wanted: every archive is compared with what is said of
/// it while it is written, and what is said of it is written last.
///
/// A copy that is cancelled or fails leaves what was right and whole by then, and goes on from there the next time.
public struct ClosureCopy: Sendable {
    /// How much is done at once.
    public struct Width: Hashable, Sendable {
        /// How many paths are looked up.
        public var lookups: Int
        /// How many archives are fetched, checked and written.
        public var archives: Int

        /// Widths that a server and a disk bear well.
        public init(lookups: Int = 16, archives: Int = 6) {
            self.lookups = max(1, lookups)
            self.archives = max(1, archives)
        }
    }

    let source: any ClosureSource
    let width: Width
    let report: @Sendable (CopyProgress) -> Void

    /// A copy from a source.
    ///
    /// - Parameter report: gets to know how far the copy is, one call after another.
    public init(
        from source: any ClosureSource, width: Width = Width(),
        report: @escaping @Sendable (CopyProgress) -> Void = { _ in }
    ) {
        self.source = source
        self.width = width
        self.report = report
    }

    /// The closure of paths, references before what refers to them, without any archive.
    ///
    /// - Throws: ``ClosureError``, and what the source throws.
    public func closure(of roots: some Sequence<StorePath>) async throws -> [StorePathInfo] {
        try await look(from: roots) { _ in nil }.order
    }

    /// Copies the closure of paths into a store.
    ///
    /// - Throws: ``ClosureError`` before anything is written; what the source throws; ``StoreError``, `FileError`;
    ///   `CancellationError`.
    public func copy(_ roots: some Sequence<StorePath>, to store: LocalStore) async throws -> CopyResult {
        let found = try await look(from: roots) { try store.contains($0) ? store.info(of: $0) : nil }
        guard !found.paths.isEmpty else {
            // A store that can't be written has nothing that would have to go.
            try? await Blocking.run { _ in try StoreWriter.cleanUp(store) }
            return CopyResult(paths: found.order.count, copied: 0, bytes: 0)
        }
        let writer = try await Blocking.run { _ in try StoreWriter(store) }
        defer { writer.end() }
        return try await transfer(
            found,
            write: { path in
                let info = path.info
                if store.isOnDisk(info.path) {
                    return try await Blocking.run { _ in try writer.adopt(info) }
                }
                try await write(path) { try writer.write(info, $0) }
            },
            isDue: { writer.isFull },
            publish: { order in try writer.publish(order) })
    }

    /// Copies the closure of paths into a binary cache.
    ///
    /// - Throws: as ``copy(_:to:)-(_,LocalStore)``, and ``CacheError``.
    public func copy(_ roots: some Sequence<StorePath>, to cache: CacheFolder) async throws -> CopyResult {
        let found = try await look(from: roots) { _ in nil }
        let writer = try await Blocking.run { _ in try CacheWriter(cache) }
        let missing = Found(order: found.order, paths: found.paths.filter { !writer.contains($0.info.path) })
        return try await transfer(
            missing,
            write: { path in try await write(path) { try writer.write(path.info, $0) } },
            isDue: { false },
            publish: { order in try writer.publish(order) })
    }

    /// Fetches an archive and has it written.
    func write(_ path: AvailablePath, _ body: @escaping @Sendable ((NARWriter.Sink) throws -> Void) throws -> Void)
        async throws
    {
        let archive = try await path.prepare()
        do {
            try await Blocking.run { sign in try body { try archive.read(sign, $0) } }
        } catch {
            // What is wrong is not to be found there again; what was merely interrupted is.
            let failure = naming(error, path.info)
            if failure is CacheError { archive.discard() }
            throw failure
        }
        archive.discard()
    }

    /// An error of content, with the name of the source that the content is from.
    func naming(_ error: any Error, _ info: StorePathInfo) -> any Error {
        switch error {
        case let error as ContentCheck.Mismatch: CacheError(cache: source.place, problem: .mismatch(error))
        case let error as StoreError: CacheError(cache: source.place, problem: .badArchive(error))
        case let error as NARError:
            CacheError(
                cache: source.place,
                problem: .badArchive(StoreError(place: info.path.baseName, problem: .badArchive(error))))
        default: error
        }
    }
}
