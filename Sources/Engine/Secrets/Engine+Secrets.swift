import Architect
public import ConfigurationGraph
import GraphStore
import OCI
import Runtime
public import Sealing

/// One row of `secret list`: everything of a secret but its value.
public struct SecretReport: Hashable, Sendable {
    /// Whether the value can be had.
    public enum State: String, Hashable, Sendable {
        /// The key is there, and opens it.
        case sealed
        /// The key isn't in the key file.
        case noKey
        /// The key doesn't open it.
        case damaged
        /// Only root can say.
        case unknown
    }

    public var secret: Secret
    public var state: State
    /// The automatons and configurations that read it, sorted.
    public var readers: [NodeID]
}

extension Engine {
    /// The secrets, sorted by name.
    ///
    /// - Throws: ``Failure`` when the graph can't be read.
    public func secrets() async throws -> [SecretReport] {
        try await reportingFailures {
            let ring = try? secretKeys.file.read()
            return try await store.read { view in
                try view.values(Secret.self).map { secret in
                    let readers = try view.edges(to: secret.id).filter { $0.label == .reads }.map(\.from)
                    return SecretReport(
                        secret: secret, state: SecretReport.State(secret, ring), readers: Set(readers).sorted())
                }
            }
        }
    }

    /// Gives a secret a value, and restarts what reads it.
    ///
    /// - Throws: ``Failure``; nothing was changed then.
    @discardableResult
    public func setSecret(
        _ name: String, to value: SecretValue, events: @escaping EventHandler
    ) async throws -> Proposal {
        try await undoable(events) { agent in
            let (draft, change) = try await secretKeys.whileLocked {
                let before = try await store.read { try $0.values(Secret.self) }
                let current = before.first { $0.name == name }
                if case .file(let path) = current?.source, let declaration = current?.declaration {
                    throw Failure(
                        .badInput, "the secret '\(name)' has its value from \(path) (\(declaration.location))",
                        hint: "change that file and apply the declaration again")
                }
                let ring = try secretKeys.sealingRing(besides: before)
                let draft = try await commit(by: agent) { host in
                    DraftRequest(
                        secrets: DeclaredSecrets(setting: name, to: value, of: current, ring: ring), host: host,
                        author: settings.author, message: "secret set \(name)")
                }
                return (draft, draft.change(of: NodeID(.secret, name), from: current?.node))
            }
            try await carryOut(draft, by: agent, waitUntilReady: false)
            return Proposal(draft, forging: [], besides: change.map { [$0] } ?? [])
        }
    }

    /// Removes a secret that nobody reads.
    ///
    /// - Throws: ``Failure`` when somebody does, or a declaration has it.
    public func removeSecret(_ name: String, events: @escaping EventHandler) async throws {
        try await reportingFailures {
            let id = NodeID(.secret, name)
            guard let secret = try await node(id).node.value as? Secret else { return }
            if let declaration = secret.declaration {
                throw Failure(
                    .badInput, "the secret '\(name)' is declared at \(declaration.location)",
                    hint: "take it out there and apply the declaration again")
            }
            let readers = try await secrets().first { $0.secret.name == name }?.readers ?? []
            guard readers.isEmpty else {
                throw Failure(
                    .badInput, "the secret '\(name)' is read by \(readers.map(\.description).joined(separator: ", "))",
                    hint: "change those first")
            }
            let commit = try await store.commit(
                Transaction(
                    author: settings.author, roles: [.operator], message: "secret remove \(name)", deletes: [id]))
            events(.committed(commit.revision, changes: commit.changes.count))
        }
    }
}

extension SecretReport.State {
    init(_ secret: Secret, _ ring: KeyRing?) {
        guard let ring else {
            self = .unknown
            return
        }
        do throws(SealingError) {
            _ = try ring.open(secret)
            self = .sealed
        } catch {
            self = if case .damaged = error { .damaged } else { .noKey }
        }
    }
}

extension Draft {
    /// What it does to a node; nil if nothing.
    fileprivate func change(of id: NodeID, from before: Node?) -> Commit.Change? {
        guard let after = transaction.puts.last(where: { $0.id == id }), after != before else { return nil }
        return Commit.Change(id: id, before: before, after: after)
    }
}

extension DeclaredSecrets {
    /// What `emergence secret set` wants: the secret as it is declared, or as one that only this command made.
    fileprivate init(setting name: String, to value: SecretValue, of current: Secret?, ring: KeyRing) {
        self.init(
            declared: [], values: [name: value], ring: ring,
            undeclared: [Undeclared(name: name, source: current?.source ?? .command, declaration: current?.declaration)]
        )
    }
}
