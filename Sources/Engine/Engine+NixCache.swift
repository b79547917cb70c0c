import ConfigurationGraph
public import Forge
import GraphStore
import Nix
import NixStores
import OCI

/// What is to be forged from a binary cache, as a user says it.
public struct NixCacheRequest: Hashable, Sendable {
    /// The store path.
    public var path: String
    /// The cache's address.
    public var cache: String
    /// The public keys whose signatures count; none for those of the catalogue's default.
    public var trustedKeys: [String]
    /// Whether paths are taken for which nobody vouches.
    public var unsigned: Bool
    /// The artefact's name; nil for the package's.
    public var name: String?
    /// How long the cache may take; nil for no end.
    public var timeout: Duration?
    /// The declaration set that wants it; nil for what is forged by hand.
    var declaredBy: String?

    public init(
        path: String, cache: String, trustedKeys: [String] = [], unsigned: Bool = false, name: String? = nil
    ) {
        self.path = path
        self.cache = cache
        self.trustedKeys = trustedKeys
        self.unsigned = unsigned
        self.name = name
    }
}

extension Engine {
    /// Brings a store path with its runtime closure from a binary cache onto this machine and into the graph.
    ///
    /// - Throws: ``Failure``; the graph wasn't changed then.
    public func forgeNix(
        fromCache request: NixCacheRequest, events: @escaping EventHandler
    ) async throws -> ForgedNix {
        try await reportingFailures {
            try requireRoot(to: "write to \(settings.stateDirectory)")
            return try await forged(fromCache: request, events: events)
        }
    }

    /// The same, with the rooms' own errors.
    func forged(fromCache request: NixCacheRequest, events: @escaping EventHandler) async throws -> ForgedNix {
        let (path, address, trust) = (try request.storePath, try request.address, try request.trust)
        return try await forge.storePath(
            path, from: address, trust: trust,
            as: NixDescription(name: request.name, source: request.path, declaredBy: request.declaredBy),
            timeout: request.timeout, author: settings.author
        ) {
            events(.copying(artefact: request.name ?? path.name, $0))
        }
    }
}

extension NixCacheRequest {
    /// - Throws: ``Failure`` where what is asked for is no store path.
    var storePath: Nix.StorePath {
        get throws {
            if let path = try? StoreDirectory.standard.storePath(path) { return path }
            throw Failure(
                .usage, "'\(path)' is no store path", hint: "a cache is asked for a path, as /nix/store/…-webapp-1.0")
        }
    }

    /// What is given as a cache's address and is none.
    struct BadAddress: Error { let text: String }
    /// What is given as a key and is none.
    struct BadKey: Error { let reason: String }

    /// - Throws: ``BadAddress``.
    var address: CacheAddress {
        get throws {
            if let address = CacheAddress(cache) { return address }
            throw BadAddress(text: cache)
        }
    }

    /// - Throws: ``BadKey``.
    var trust: BinaryCache.Trust {
        get throws {
            if unsigned { return .anyone }
            var keys = trustedKeys
            if keys.isEmpty, case .value(let value)? = Catalogue.parameter(at: "forge.trustedPublicKeys")?.default {
                keys = (value.array ?? []).compactMap(\.string)
            }
            do {
                return .signed(try TrustedKeys(keys.joined(separator: " ")))
            } catch {
                throw BadKey(reason: "\(error)")
            }
        }
    }
}
