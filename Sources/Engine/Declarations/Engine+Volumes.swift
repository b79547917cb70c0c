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
