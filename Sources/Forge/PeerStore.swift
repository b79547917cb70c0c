import Nix
import NixStores

/// The store paths that another host hands out. A host that doesn't answer, or says what can't be used, is as one that
/// hasn't what is asked for: there are others.
struct PeerStore: ClosureSource {
    private let cache: BinaryCache

    /// - Parameters:
    ///   - peer: where the host hands out what it has, as `http://ADDRESS:PORT`.
    ///   - downloads: a folder for what isn't whole yet.
    init(_ peer: String, downloads: String) {
        // What comes is compared with the graph's hashes, so nobody need vouch for it.
        cache = BinaryCache(
            .server("\(peer)/nix"), trust: .anyone, downloads: downloads,
            options: BinaryCache.Options(
                timeouts: TransferTimeouts(connect: 2), retries: RetryPolicy(attempts: 1)))
    }

    var place: String { cache.place }

    func checkReady() async throws {}

    func find(_ path: StorePath) async throws -> AvailablePath? {
        do {
            return try await cache.find(path)
        } catch is TransferError {
            return nil
        } catch is CacheError {
            return nil
        }
    }
}
