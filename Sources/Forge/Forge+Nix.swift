import ConfigurationGraph
import GraphStore
public import Nix
import OCIImages
import Synchronization

extension Forge {
    /// Takes a derivation with all that it is built from into the graph, from a store that has it, in one transaction.
    ///
    /// Nix isn't needed. What the store's database knows of outputs and sources, their references and sizes, comes along;
    /// without it the build graph alone is known. What the graph has already isn't read again. Every derivation is checked:
    /// that its name is that of its content, and that its outputs' paths follow from it. Takes time in proportion to
    /// what is new, and holds that. Of the host's own store, what is built is kept from Nix's garbage collector.
    ///
    /// - Parameters:
    ///   - drv: the derivation.
    ///   - root: what is above `nix/store`, as Nix's own `--store ROOT` means it; empty for the host's store.
    /// - Throws: ``NixForgeError``, ``ForgeError``, ``FileError``, `CancellationError`, and what the store throws; nothing
    ///   was changed then.
    public func derivation(
        _ drv: Nix.StorePath, in root: String, as description: NixDescription, author: String,
        progress: @escaping @Sendable (NixForgeEvent) -> Void = { _ in }
    ) async throws -> ForgedNix {
        let folder = try NixStoreFolder(root: root)
        return try await reportingFullDisk(of: folders.state) {
            try folders.create()
            let lease = try await Lease.take(folders, exclusive: false)
            let intake = try await readWhileNotCancelled { view, isCancelled in
                try NixIntake(drv, in: folder, as: description, view: view) { count in
                    if isCancelled() { throw CancellationError() }
                    if count.isMultiple(of: 500) { progress(.read(derivations: count)) }
                }
            }
            try Task.checkCancellation()
            if folder.root.isEmpty, intake.isBuilt {
                let outputs = intake.artefact.nix?.outputs ?? []
                try HostRoots(state: folders.state).add(try outputs.map { try StoreDirectory.standard.storePath($0) })
            }
            let commit = try await store.commit(
                Transaction(
                    author: author, roles: [.forge], message: "forge \(description.source)", puts: intake.nodes))
            _ = consume lease
            return ForgedNix(
                artefact: intake.artefact, revision: commit.revision, derivations: intake.derivations.count,
                storePaths: intake.storePaths.count, isBuilt: intake.isBuilt, alreadyThere: commit.changes.isEmpty)
        }
    }

    /// The derivation that a store says put out a path.
    ///
    /// - Throws: ``NixForgeError``.
    public static func deriver(of path: Nix.StorePath, in root: String) throws -> Nix.StorePath {
        let folder = try NixStoreFolder(root: root)
        guard let deriver = try NixDatabase(of: folder)?.deriver(of: path) else {
            throw NixForgeError.noDeriver(path, store: folder.folder)
        }
        return deriver
    }

    /// Reads the store; the work is told when the task that waits for it is cancelled.
    private func readWhileNotCancelled<Value: Sendable>(
        _ work: @escaping @Sendable (any GraphView, () -> Bool) throws -> Value
    ) async throws -> Value {
        let cancelled = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await store.read { view in try work(view) { cancelled.isSet } }
        } onCancel: {
            cancelled.set()
        }
    }
}

/// Tells work on a thread of its own that its task was cancelled.
private final class CancellationFlag: Sendable {
    private let flag = Atomic(false)
    var isSet: Bool { flag.load(ordering: .relaxed) }
    func set() { flag.store(true, ordering: .relaxed) }
}
