import GraphStore
import Architect
public import ConfigurationGraph
public import Forge
import Foundation
import OCI
import OCIImages
import Runtime

extension Engine {
    /// Brings an image into the content store and the graph.
    ///
    /// - Throws: ``Failure``; nothing was changed then.
    public func forgeImage(
        _ reference: String, name: String?, unpack: Bool, events: @escaping EventHandler
    ) async throws -> ForgedArtefact {
        try await reportingFailures {
            try requireRoot(to: "write to \(settings.stateDirectory)")
            return try await forge.image(
                try ImageReference(parsing: reference), name: name, unpack: unpack,
                author: settings.author, progress: progress(of: name ?? reference, events))
        }
    }

    /// All artefacts, sorted by name.
    ///
    /// - Throws: ``Failure`` when the graph can't be read.
    public func artefacts() async throws -> [Artefact] {
        try await reportingFailures { try await store.read { try $0.values(Artefact.self) } }
    }

    /// Removes blobs, snapshots and dependency nodes that no artefact, instance or running command needs.
    ///
    /// - Parameter dryRun: whether to say only what would be removed.
    /// - Throws: ``Failure``; what was removed by then wasn't needed.
    public func collectGarbage(dryRun: Bool) async throws -> GarbageReport {
        try await reportingFailures {
            try requireRoot(to: "remove what nobody needs")
            return try await forge.collectGarbage(
                dryRun: dryRun, author: settings.author, pruningLogs: true,
                keeping: StateDirectory(settings.stateDirectory).pinnedByStarted)
        }
    }

    /// Forge on this engine's store and state.
    var forge: Forge { Forge(settings, store: store) }

    /// Forges a declared artefact, and checks that it is what its declaration says.
    func forge(_ declared: ArtefactDeclaration, of declarations: Declarations, by agent: Agent) async throws {
        let before = try await store.read { try $0.value(Artefact.self, named: declared.name) }
        agent.journal?.note(forged: declared.name, before: before)
        let (set, events) = (declarations.set, agent.events)
        do {
            switch declared.origin {
            case .image(let image):
                _ = try await forge.image(
                    try ImageReference(parsing: image.resolvedReference), name: declared.name,
                    expecting: image.expected, declaredBy: set, unpack: false, author: settings.author,
                    progress: progress(of: declared.name, events))
            case .nix(let nix):
                let request = NixRequest(nix, named: declared.name, in: set)
                _ = try await forged(request, events: events) { agent.journal?.note(forged: $0, before: $1) }
            case .cache(let cache):
                _ = try await forged(
                    fromCache: NixCacheRequest(cache, named: declared.name, in: set), events: events)
            }
        } catch {
            throw try ArtefactProblem(error, with: declared, of: declarations)
        }
        events(.forged(artefact: declared.name))
    }
}

/// Passes Forge's progress on as the engine's.
private func progress(of artefact: String, _ events: @escaping EventHandler) -> @Sendable (ForgeEvent) -> Void {
    { event in events(.forging(artefact: artefact, step: event.step, done: event.done, total: event.total)) }
}
