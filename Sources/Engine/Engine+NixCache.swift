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
            guard let path = try? StoreDirectory.standard.storePath(request.path) else {
                throw Failure(
                    .usage, "'\(request.path)' is no store path",
                    hint: "a cache is asked for a path, as /nix/store/…-webapp-1.0")
            }
            guard let address = CacheAddress(request.cache) else {
                throw Failure(
                    .usage, "'\(request.cache)' is no address of a cache",
                    hint: "give file:///FOLDER, http://… or https://…")
            }
            let trust = request.unsigned ? BinaryCache.Trust.anyone : .signed(try keys(of: request))
            return try await forge.storePath(
                path, from: address, trust: trust, as: NixDescription(name: request.name, source: request.path),
                author: settings.author
            ) {
                events(.copying(artefact: request.name ?? path.name, $0))
            }
        }
    }

    private func keys(of request: NixCacheRequest) throws -> TrustedKeys {
        var keys = request.trustedKeys
        if keys.isEmpty, case .value(let value)? = Catalogue.parameter(at: "forge.trustedPublicKeys")?.default {
            keys = (value.array ?? []).compactMap(\.string)
        }
        do {
            return try TrustedKeys(keys.joined(separator: " "))
        } catch {
            throw Failure(.usage, "\(error)", hint: "a public key is NAME:BASE64, as Nix's trusted-public-keys has it")
        }
    }
}
