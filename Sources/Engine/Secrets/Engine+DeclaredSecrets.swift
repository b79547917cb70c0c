import Architect
import ConfigurationGraph
import GraphStore
import Runtime
import Sealing

extension Engine {
    /// The keys of this engine's graph.
    var secretKeys: SecretKeys { SecretKeys(settings) }

    /// Declared secrets with their values, to say what would change. No key file is made: a key that is forgotten at
    /// once will do for values that are sealed for nobody.
    ///
    /// - Returns: nil where no secret is declared; the keys aren't touched then.
    func plannedSecrets(
        of declarations: Declarations, _ values: [String: SecretValue]
    ) throws -> DeclaredSecrets? {
        guard !declarations.secrets.isEmpty else { return nil }
        var ring = try secretKeys.ring()
        if ring.keys.isEmpty { ring.addKey() }
        return DeclaredSecrets(declared: declarations.secrets, values: values, ring: ring)
    }

    /// Does work with declared secrets and their values, to be sealed, while no key is dropped.
    func withSecrets<Value>(
        of declarations: Declarations, _ values: [String: SecretValue],
        _ work: (DeclaredSecrets?) async throws -> Value
    ) async throws -> Value {
        guard !declarations.secrets.isEmpty else { return try await work(nil) }
        return try await secretKeys.whileLocked {
            let sealed = try await store.read { try $0.values(Secret.self) }
            let ring = try secretKeys.sealingRing(besides: sealed)
            return try await work(
                DeclaredSecrets(declared: declarations.secrets, values: values, ring: ring))
        }
    }
}
