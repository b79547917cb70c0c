import ConfigurationGraph
import GraphStore
import Nix
public import NixStores

/// What a runtime closure is to be made into.
public enum ClosureTarget: Sendable {
    /// A store below another root, with a file `registration` beside it for `nix-store --load-db`.
    case store(root: String)
    /// A file that `nix-store --import` reads.
    case export(file: String)
    /// A binary cache.
    case cache(CacheFolder)
}

extension Forge {
    /// Makes an artefact's runtime closure from its dependency nodes, wherever the paths are: every path is compared with
    /// the hash that the graph has of it.
    ///
    /// - Throws: as ``closureView(of:artefact:progress:)``, and what writing throws. What is whole by then stays; no path
    ///   or file is there that isn't.
    public func copyClosure(
        of outputs: [String], artefact: String, to target: ClosureTarget,
        progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
    ) async throws -> CopyResult {
        try await reportingFullDisk(of: folders.state) {
            try folders.create()
            let lease = try await Lease.take(folders, exclusive: false)
            let infos = try await store.read { try $0.runtimeClosure(of: outputs) }
            let roots = try outputs.map { try StoreDirectory.standard.storePath($0) }
            let copy = ClosureCopy(from: try await source(of: infos, artefact: artefact), report: progress)
            let result: CopyResult
            switch target {
            case .store(let root):
                let new = LocalStore(root: root)
                result = try await copy.copy(roots, to: new)
                try new.writeRegistration(to: "\(root)/registration")
            case .export(let file): result = try await copy.export(roots, to: file)
            case .cache(let cache): result = try await copy.copy(roots, to: cache)
            }
            _ = consume lease
            return result
        }
    }
}
