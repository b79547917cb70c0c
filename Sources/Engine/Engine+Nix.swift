public import Forge
import GraphStore
import Nix

extension Engine {
    /// Brings a derivation, and all that it is built from, into the graph from a store on this machine; Nix isn't needed.
    ///
    /// - Parameters:
    ///   - source: the derivation's store path, or that of a path whose derivation the store's database knows.
    ///   - root: what is above `nix/store`, as Nix's own `--store ROOT` means it; nil for the host's store.
    /// - Throws: ``Failure``; nothing was changed then.
    public func forgeNix(
        _ source: String, in root: String?, name: String?, events: @escaping EventHandler
    ) async throws -> ForgedNix {
        try await reportingFailures {
            try requireRoot(to: "write to \(settings.stateDirectory)")
            let path: Nix.StorePath
            do {
                path = try StoreDirectory.standard.storePath(source)
            } catch {
                throw Failure(
                    .usage, "'\(source)' is no store path: \(error)",
                    hint: "give a derivation, as /nix/store/….drv; Nix files come in a later version")
            }
            let drv = path.isDerivation ? path : try Forge.deriver(of: path, in: root ?? "")
            let forged = try await forge.derivation(
                drv, in: root ?? "",
                as: NixDescription(name: name, output: path.isDerivation ? nil : source, source: source),
                author: settings.author
            ) { event in
                guard case .read = event else { return }
                events(.forging(artefact: name ?? path.name, step: "read derivations", done: 0, total: 0))
            }
            if !forged.isBuilt {
                events(.note("its outputs aren't in that store: only what it is built from is known"))
            }
            return forged
        }
    }
}
