import ConfigurationGraph
import Foundation
import Runtime
import Sealing

/// The keys that this engine seals and opens secrets with.
struct SecretKeys: Sendable {
    let file: KeyFile
    private let state: StateDirectory

    init(_ settings: EngineSettings) {
        state = StateDirectory(settings.stateDirectory)
        file = KeyFile(settings.secretsKey ?? state.path + "/secrets.key")
    }

    /// Does work while nobody else changes keys, or what is sealed with them: a rotation must not drop a key that
    /// somebody is about to use.
    func whileLocked<Value>(_ work: () async throws -> Value) async throws -> Value {
        try state.create()
        let lock = try await state.lockSecrets()
        defer { withExtendedLifetime(lock) {} }
        return try await work()
    }

    /// The keys to open what is sealed; none where there is no key file.
    ///
    /// - Throws: `SealingError` for a file that can't be read or isn't right.
    func ring() throws -> KeyRing { file.exists ? try file.read() : KeyRing() }

    /// The keys to seal with; a key file is made where there is none.
    ///
    /// - Parameter sealed: the secrets that there are. Where they were sealed with a key file that isn't there, no new
    ///   one is made: it would soon be taken for the lost one.
    /// - Throws: `SealingError`
    func sealingRing(besides sealed: [Secret]) throws -> KeyRing {
        if !file.exists, !sealed.isEmpty { throw SealingError.noKeyFile(path: file.path) }
        return try file.readOrCreate()
    }

    /// Opens a secret.
    ///
    /// - Throws: `SealingError`
    func open(_ secret: Secret, with ring: KeyRing) throws -> SecretValue {
        if !ring.has(secret.key), !file.exists { throw SealingError.noKeyFile(path: file.path) }
        return try ring.open(secret)
    }
}

extension KeyRing {
    /// Opens a secret of the graph.
    func open(_ secret: Secret) throws(SealingError) -> SecretValue {
        try open(SealedValue(key: secret.key, bytes: secret.sealed), for: secret.name)
    }

    /// A secret of a value.
    func secret(
        _ name: String, _ value: SecretValue, at revision: Revision, from source: Secret.Source,
        declaration: Declaration?
    ) throws -> Secret {
        let sealed = try seal(value, for: name)
        return Secret(
            name: name, key: sealed.key, sealed: sealed.bytes, size: value.bytes.count, isText: value.isText,
            valueRevision: revision, source: source, declaration: declaration)
    }
}

extension Secret {
    /// The same secret, sealed with the newest key.
    func resealed(by ring: KeyRing) throws -> Secret {
        let sealed = try ring.seal(try ring.open(self), for: name)
        var secret = self
        secret.key = sealed.key
        secret.sealed = sealed.bytes
        return secret
    }
}
