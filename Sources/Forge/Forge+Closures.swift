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
            let roots = try outputs.map { try StoreDirectory.standard.storePath($0) }
            let view =
                if let atHand = try viewAtHand(of: paths, roots) { atHand } else {
                    try ClosureView(
                        of: paths, in: try await makePresent(outputs, roots, artefact: artefact, progress))
                }
            _ = consume lease
            return view
        }
    }

    /// The view of a closure that a store of this machine has, as almost always; nil if none has it whole.
    ///
    /// What is known of a path is written down when all that it refers to is there: so only the roots are asked after.
    private func viewAtHand(of paths: [Nix.StorePath], _ roots: [Nix.StorePath]) throws -> ClosureView? {
        if roots.allSatisfy(folders.store.contains) { return try? ClosureView(of: paths, in: folders.store) }
        guard roots.allSatisfy(folders.hostStore.contains) else { return nil }
        try HostRoots(state: folders.state).add(roots)
        return try? ClosureView(of: paths, in: folders.hostStore)
    }

    /// Makes a closure present in one of this machine's stores, which is returned; a lease must be held.
    private func makePresent(
        _ outputs: [String], _ roots: [Nix.StorePath], artefact: String?,
        _ progress: @escaping @Sendable (CopyProgress) -> Void
    ) async throws -> LocalStore {
        let infos = try await store.read { try $0.runtimeClosure(of: outputs) }
        let host = folders.hostStore
        if infos.allSatisfy({ host.isOnDisk($0.path) }) {
            try HostRoots(state: folders.state).add(roots)
            try await host.adopt(infos)
            return host
        }
        let copy = ClosureCopy(from: try await source(of: infos, artefact: artefact), report: progress)
        _ = try await copy.copy(roots, to: folders.store)
        return folders.store
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
