import ConfigurationGraph
import GraphStore
import Runtime
import Sealing

extension Engine {
    /// What `doctor` says of the secrets' keys; nil where there are neither keys nor secrets.
    func checkOfSecrets() async throws -> HostCheck? {
        let secrets = try await store.read { try $0.values(Secret.self) }
        guard !secrets.isEmpty || secretKeys.file.exists else { return nil }
        do throws(SealingError) {
            let ring = try secretKeys.file.read()
            for secret in secrets { _ = try ring.open(secret) }
            let isWhole = ring.keys.count < 2
            return HostCheck(
                name: "secrets", outcome: isWhole ? .ok : .warning,
                found: isWhole
                    ? "all open with the keys in \(secretKeys.file.path)" : "a change of their key was cut short",
                remedy: isWhole ? nil : "emergence secret rotate")
        } catch {
            let failure = Failure(error)
            return HostCheck(name: "secrets", outcome: .failure, found: failure.message, remedy: failure.hint)
        }
    }
}
