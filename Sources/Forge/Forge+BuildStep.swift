import ConfigurationGraph
import GraphStore
public import Nix

extension Forge {
    /// How a derivation is built, as a store on this machine has it: the host's own, or one that an artefact was forged from;
    /// nil where none has it.
    ///
    /// A derivation's path follows from its content, so it is the one that the graph means wherever it is found.
    ///
    /// - Throws: what reading the graph throws.
    public func buildStep(of path: Nix.StorePath) async throws -> BuildStep? {
        let origins = try await store.read { try $0.values(Artefact.self).compactMap(\.nix?.origin) }
        for root in ["/"] + Set(origins.filter { $0.hasPrefix("/") && $0 != "/" }).sorted() {
            let found = try? NixStoreFolder(root: root).derivation(at: path)
            guard let derivation = found?.derivation, derivation.isAt(path) else { continue }
            return BuildStep(derivation)
        }
        return nil
    }
}

extension Nix.Derivation {
    /// Whether its content makes this its path.
    fileprivate func isAt(_ path: Nix.StorePath) -> Bool {
        (try? StoreDirectory.standard.derivationPath(of: self, name: String(path.name.dropLast(".drv".count)))) == path
    }
}
