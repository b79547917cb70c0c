import ConfigurationGraph
import Exchange
import GraphStore
import Orchestrator
import Processes

/// The lease by which it is known where bytes are handed out by who is no host: a host's agent says it of its host.
enum ContentLease {
    private static let prefix = "content/"

    static func name(of address: ContentAddress) -> String { prefix + address.description }

    /// Where its holder hands out bytes; nil for another's lease.
    static func address(of lease: Lease) -> String? {
        lease.name.hasPrefix(prefix) ? String(lease.name.dropFirst(prefix.count)) : nil
    }
}

extension Engine {
    /// Hands out the layers and store paths of the state directory until the task is cancelled, and says in the store that
    /// it does.
    ///
    /// - Throws: `ContentServerError` if nobody can listen there.
    func handOut(at address: ContentAddress) async throws {
        let (listening, listen) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await ContentServer(for: settings).run(at: address.ip, port: address.port) { _ in listen.yield() }
            }
            group.addTask { for await _ in listening { try await announce(address) } }
            // Ends with the first that fails.
            for try await _ in group {}
        }
    }

    /// Whoever listens at an address is the only one, so each that does has one lease after the other.
    private func announce(_ address: ContentAddress) async throws {
        let terms = LeaseTerms()
        var held: Lease?
        while !Task.isCancelled {
            // While the store can't be asked it is tried again.
            held = try? await store.acquire(
                ContentLease.name(of: address), holder: address.description, duration: terms.duration, now: .wall)
            try? await Task.sleep(for: .seconds(terms.renewEvery))
        }
        if let held { try await uncancelled { try await store.release(held) } }
    }
}
