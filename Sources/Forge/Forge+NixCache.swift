import ConfigurationGraph
import GraphStore
public import Nix
public import NixStores

extension Forge {
    /// Takes a store path with its whole runtime closure from a binary cache: the paths into Emergence's own store, their
    /// nodes and the artefact into the graph in one transaction. Nix isn't needed.
    ///
    /// Signatures, sizes, hashes of files and archives, and references are checked. Several paths come at once; what an
    /// interrupted run left is used again.
    ///
    /// - Parameters:
    ///   - trust: whose signatures count.
    ///   - description: its `source` is the path.
    ///   - timeout: how long asking and fetching may take; nil for no end.
    /// - Throws: ``NixForgeError``, ``ForgeError``, `ClosureError`, `CacheError`, `TransferError`, `FileError`,
    ///   `CancellationError`, and what the store throws. The graph wasn't changed then; paths that came whole stay until
    ///   the next `gc`.
    public func storePath(
        _ path: Nix.StorePath, from address: CacheAddress, trust: BinaryCache.Trust, as description: NixDescription,
        timeout: Duration? = nil, author: String, progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
    ) async throws -> ForgedNix {
        try await reportingFullDisk(of: folders.state) {
            let name = description.name ?? NixIntake.suggestedName(for: StoreDirectory.standard.path(of: path))
            guard ArtefactName.isValid(name) else { throw ForgeError.badName(name) }
            try folders.create()
            let lease = try await Lease.take(folders, exclusive: false)
            let cache = BinaryCache(address, trust: trust, downloads: folders.downloads)
            let copy = ClosureCopy(from: cache, report: progress)
            let late = NixForgeError.notFetched(path, from: address.description, within: timeout ?? .zero)
            let infos = try await Deadline.run(within: timeout, else: late) {
                // Nothing is fetched that the graph couldn't take.
                let infos = try await copy.closure(of: [path])
                try await store.read { view in
                    try infos.forEach { try view.checkAgrees($0, place: address.description) }
                }
                _ = try await copy.copy([path], to: folders.store)
                return infos
            }
            let forged = try await put(infos, path, from: address, named: name, description, author: author)
            _ = consume lease
            return forged
        }
    }

    private func put(
        _ infos: [StorePathInfo], _ path: Nix.StorePath, from address: CacheAddress, named name: String,
        _ description: NixDescription, author: String
    ) async throws -> ForgedNix {
        var artefact = Artefact(
            name: name,
            content: .nix(
                NixArtefact(
                    drv: nil, outputs: [StoreDirectory.standard.path(of: path)], source: description.source,
                    origin: address.description,
                    program: MainProgram.find(in: [path], named: description.mainProgram, in: folders.store))))
        let before = try await store.read { try $0.value(Artefact.self, named: name) }
        try artefact.takePlace(of: before, declaredBy: description.declaredBy)
        let known = Dictionary(infos.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let paths = try await store.read { try $0.storePathsToPut([], known) }
        let commit = try await store.commit(
            Transaction(
                author: author, roles: [.forge], message: "forge \(description.source) from \(address)",
                puts: paths.map { .storePath($0) } + [artefact.node]))
        return ForgedNix(
            artefact: artefact, revision: commit.revision, derivations: 0, storePaths: paths.count, isBuilt: true,
            alreadyThere: commit.changes.isEmpty)
    }
}

extension GraphView {
    /// Says when the graph knows another content of a path.
    fileprivate func checkAgrees(_ info: StorePathInfo, place: String) throws {
        let name = StoreDirectory.standard.path(of: info.path)
        let known = try value(ConfigurationGraph.StorePath.self, named: name)
        guard let known, known.content != nil else { return }
        guard try known.info.narHash == info.narHash else {
            throw NixForgeError.otherContent(info.path, place: place)
        }
    }
}
