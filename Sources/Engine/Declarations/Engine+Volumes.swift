import ConfigurationGraph
import Foundation
import GraphStore
import Runtime

extension Engine {
    /// Removes what volumes hold that aren't declared any more.
    ///
    /// - Throws: ``Failure`` for a volume that is declared, and for one that has no content; nothing was removed then.
    public func removeVolumes(_ names: [String], events: @escaping EventHandler) async throws {
        try await reportingFailures {
            let agent = try await agent(events)
            let names = Set(names).sorted()
            try await checkRemovable(names, agent.state)
            for name in names { try agent.removeContent(ofVolume: name) }
        }
    }

    /// Has those end whom a controller leads and who mount volumes, before what these hold is removed: in their nodes' stead
    /// nobody would say when they have ended.
    ///
    /// - Parameter request: what is to be done then, which is refused before anything ends.
    /// - Throws: ``Failure`` when the request is refused, or one doesn't end.
    func takeDownMounting(
        _ volumes: [String], before request: (ConfigurationGraph.Host) throws -> DraftRequest, by agent: Agent
    ) async throws {
        guard try await isLed, !volumes.isEmpty else { return }
        var request = try request(try await agent.host())
        request.isLed = true
        _ = try await store.read { [request] in try Draft(request, in: $0) }
        let mounting = try await store.read { view in
            Set(
                try volumes.flatMap { try view.edges(to: NodeID(.volume, $0), along: .mounts, limit: .max) }
                    .map(\.from.name))
        }
        try await takeDown(mounting, by: agent)
    }

    /// Says where volumes have content that only their own hosts can remove.
    func tellOfContent(of volumes: [String], elsewhereThan agent: Agent) async throws {
        let hosts = try await store.read { try $0.values(ConfigurationGraph.Host.self) }
        for host in hosts where agent.identity == nil ? agent.attended.contains(host.name) : host.name != agent.hostName
        {
            for volume in volumes where host.volumes?.contains(volume) ?? false {
                agent.events(
                    .note(
                        "\(host.name) has content of the volume \(volume): "
                            + "'emergence delete --volume \(volume)' on that machine removes it"))
            }
        }
    }

    private func checkRemovable(_ names: [String], _ state: StateDirectory) async throws {
        let declared = try await store.read { view in
            try names.compactMap { try view.value(Volume.self, named: $0) }
        }
        if let volume = declared.first {
            throw Failure(
                .badInput, "the volume '\(volume.name)' is declared at \(volume.declaration.location)",
                hint: "'emergence delete --volumes FILE' deletes what a file declares, and the content of its volumes")
        }
        let there = try FileManager.default.contentsOfDirectory(atPath: state.volumes).sorted()
        guard let missing = names.first(where: { !there.contains($0) }) else { return }
        let all = there.isEmpty ? "no volume has any" : "these have: \(there.joined(separator: ", "))"
        throw Failure(
            .failed, "there is no content of a volume '\(missing)'",
            hint: Catalogue.nearest(to: missing, among: there).map { "did you mean '\($0)'?" } ?? all)
    }
}

extension Agent {
    /// Removes what a volume holds, if it was ever made; away at once, so that no half of it can be taken for the whole.
    ///
    /// - Throws: what the file system throws.
    func removeContent(ofVolume name: String) throws {
        let path = state.volume(name)
        guard FileManager.default.fileExists(atPath: path) else { return }
        let grave = "\(state.temporary)/removed-\(UUID().uuidString)"
        try FileManager.default.moveItem(atPath: path, toPath: grave)
        try FileManager.default.removeItem(atPath: grave)
        events(.note("the content of the volume \(name) is removed"))
    }
}
