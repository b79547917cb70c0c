import ConfigurationGraph
import GraphStore
import Nix
public import NixStores

extension Forge {
    /// Makes a runtime closure present on this machine, and says how a root shows it.
    ///
    /// Where Emergence's own store has it, or the host's has it whole, it is used as it lies; otherwise what is missing is
    /// copied into Emergence's own from wherever artefacts were forged from. Every path is compared with the hash that the
    /// graph has of it when it comes in; of the host's store, when it is used for the first time.
    ///
    /// - Parameters:
    ///   - outputs: store paths, as the graph names them.
    ///   - artefact: the artefact whose origin is asked first.
    /// - Throws: ``NixForgeError``, `ClosureError` if a path is nowhere, what copying throws, ``ForgeError``,
    ///   `CancellationError`. What was copied by then stays.
    public func closureView(
        of outputs: [String], artefact: String?, progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
    ) async throws -> ClosureView {
        try await reportingFullDisk(of: folders.state) {
            try folders.create()
            let lease = try await Lease.take(folders, exclusive: false)
            let paths = try await store.read { try $0.runtimePaths(of: outputs) }
            let place = try await presentStore(paths, outputs, artefact: artefact, progress)
            let view = try ClosureView(of: paths, in: place)
            _ = consume lease
            return view
        }
    }

    /// The store that has a closure; a lease must be held.
    ///
    /// A start finds it whole almost always, and then asks the graph for no path's value.
    private func presentStore(
        _ paths: [Nix.StorePath], _ outputs: [String], artefact: String?,
        _ progress: @escaping @Sendable (CopyProgress) -> Void
    ) async throws -> LocalStore {
        let own = folders.store
        if paths.allSatisfy(own.contains) { return own }
        let host = folders.hostStore
        let roots = try outputs.map { try StoreDirectory.standard.storePath($0) }
        let isOnHost = paths.allSatisfy(host.isOnDisk)
        if isOnHost {
            try HostRoots(state: folders.state).add(roots)
            if paths.allSatisfy(host.contains) { return host }
        }
        let infos = try await store.read { try $0.runtimeClosure(of: outputs) }
        if isOnHost {
            try await host.adopt(infos)
            return host
        }
        let copy = ClosureCopy(from: try await source(of: infos, artefact: artefact), report: progress)
        _ = try await copy.copy(roots, to: own)
        return own
    }

    /// Paths of which the graph knows all, wherever they are: in the stores of this machine, or where artefacts were forged
    /// from.
    func source(of infos: [StorePathInfo], artefact: String?) async throws -> KnownPaths {
        let here = [folders.store, folders.hostStore]
        guard !infos.allSatisfy({ info in here.contains { $0.isOnDisk(info.path) } }) else {
            return KnownPaths(infos, from: here)
        }
        let peers = try await peers().map { PeerStore($0, downloads: folders.downloads) }
        return KnownPaths(infos, from: here + peers + (try await origins(first: artefact).compactMap(source)))
    }

    /// Where closures were forged from, that of one artefact first.
    private func origins(first artefact: String?) async throws -> [String] {
        try await store.read { view in
            let own = try artefact.flatMap { try view.value(Artefact.self, named: $0)?.nix?.origin }
            let all = try view.values(Artefact.self).compactMap { $0.nix?.origin }
            return [own].compactMap(\.self) + Set(all).subtracting([own].compactMap(\.self)).sorted()
        }
    }

    /// An origin as a source of archives; nil for what is none.
    private func source(_ origin: String) -> (any ClosureSource)? {
        if origin.hasPrefix("/") { return LocalStore(root: origin) }
        return CacheAddress(origin).map { address in
            // What comes is compared with the graph's hashes, so nobody need vouch for it.
            BinaryCache(address, trust: .anyone, downloads: folders.downloads)
        }
    }
}
