public import Nix

extension LocalStore {
    /// Takes paths that are in place already for what is known of them, each compared with it, several at once. Nothing
    /// but notes is written.
    ///
    /// - Parameter infos: references before what refers to them; those of which something is noted already are left out.
    /// - Throws: ``StoreError`` if one is something else, ``FileError`` if one isn't there, `CancellationError`.
    public func adopt(_ infos: [StorePathInfo]) async throws {
        let unknown = infos.filter { !contains($0.path) }
        guard !unknown.isEmpty else { return }
        let writer = try await Blocking.run { _ in try StoreWriter(self) }
        defer { writer.end() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            var rest = unknown.makeIterator()
            func addNext() {
                guard let info = rest.next() else { return }
                group.addTask { try await Blocking.run { _ in try writer.adopt(info) } }
            }
            for _ in 0..<ClosureCopy.Width().archives { addNext() }
            while try await group.next() != nil { addNext() }
        }
        try await Blocking.run { _ in try writer.publish(infos) }
    }
}
