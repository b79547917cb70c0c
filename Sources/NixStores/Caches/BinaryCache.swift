import Files
public import Nix

/// A binary cache that paths are taken from (Nix manual, "Binary Cache Store").
///
/// All that it says is checked: signatures, the compressed file, the archive. Whoever wants its paths copied uses a
/// ``ClosureCopy``.
public struct BinaryCache: ClosureSource {
    /// Whose word counts.
    public enum Trust: Hashable, Sendable {
        /// One of these keys must have signed a path, unless its name follows from its content.
        case signed(TrustedKeys)
        /// Nobody need vouch for anything.
        case anyone
    }

    /// How it is asked.
    public struct Options: Hashable, Sendable {
        /// How long it may take.
        public var timeouts: TransferTimeouts
        /// How often it is asked again.
        public var retries: RetryPolicy

        /// As a public server is best asked.
        public init(timeouts: TransferTimeouts = TransferTimeouts(), retries: RetryPolicy = RetryPolicy()) {
            self.timeouts = timeouts
            self.retries = retries
        }
    }

    /// Where it is.
    public let address: CacheAddress
    private let store: StoreDirectory
    private let trust: Trust
    private let files: any CacheFiles

    /// A cache.
    ///
    /// - Parameters:
    ///   - store: what its paths must be of.
    ///   - downloads: a folder for what isn't whole yet; what is in it is used again.
    public init(
        _ address: CacheAddress, store: StoreDirectory = .standard, trust: Trust, downloads: String,
        options: Options = Options()
    ) {
        self.address = address
        self.store = store
        self.trust = trust
        switch address {
        case .folder(let folder): files = FolderFiles(folder: folder)
        case .server(let url):
            let downloader = Downloader(folder: downloads, policy: options.retries, timeouts: options.timeouts)
            files = ServerFiles(url: url, downloader: downloader)
        }
    }

    /// The address.
    public var place: String { address.description }

    /// What the cache says of itself.
    ///
    /// - Throws: ``CacheError`` if it is none, or of another store; ``TransferError``, ``FileError``.
    public func cacheInfo() async throws -> BinaryCacheInfo {
        guard let bytes = try await files.document(.cacheInfo) else { throw failure(.notACache) }
        do throws(NARInfoError) { return try BinaryCacheInfo(bytes, for: store) } catch {
            throw failure(.badCacheInfo(error))
        }
    }

    /// Says whether the cache can be used.
    ///
    /// - Throws: as ``cacheInfo()``.
    public func checkReady() async throws { _ = try await cacheInfo() }

    /// What the cache says of a path; nil if it hasn't it.
    ///
    /// - Throws: ``CacheError`` if that can't be used, or nobody who is trusted vouches for it; ``TransferError``,
    ///   ``FileError``.
    public func narInfo(of path: StorePath) async throws -> NARInfo? {
        guard let bytes = try await files.document(.info(of: path)) else { return nil }
        let info: NARInfo
        do throws(NARInfoError) { info = try NARInfo(bytes, store: store, for: path) } catch {
            throw failure(.badInfo(path, error))
        }
        if case .signed(let keys) = trust, !info.path.isSelfEvident(in: store) {
            do throws(UntrustedPath) { try keys.check(info.path, in: store) } catch { throw failure(.untrusted(error)) }
        }
        return info
    }

    public func find(_ path: StorePath) async throws -> AvailablePath? {
        guard let info = try await narInfo(of: path) else { return nil }
        return AvailablePath(info: info.path) { try await prepare(info) }
    }

    private func prepare(_ info: NARInfo) async throws -> PreparedArchive {
        guard info.compression != .br else {
            throw failure(.unreadableCompression(info.path.path, info.compression))
        }
        guard let file = try await files.archive(info) else {
            throw failure(.archiveMissing(info.path.path, info.location))
        }
        return PreparedArchive(
            read: { sign, sink in
                do {
                    try CompressedArchive(info: info, path: file.path).read(until: sign, sink)
                } catch let error as CompressionError {
                    throw failure(.damaged(info.path.path, info.location, reason: error.reason))
                }
            }, discard: { file.discard() })
    }

    private func failure(_ problem: CacheError.Problem) -> CacheError { CacheError(cache: place, problem: problem) }
}
