public import ConfigurationGraph
import Foundation
import GRDB
public import GraphStore

extension SQLiteGraphStore {
    /// Copies the whole store, history included, to a file, while it is in use; the file appears whole or not at all,
    /// and is on the disk when this returns.
    ///
    /// - Throws: ``GraphStoreError`` when the file can't be written, or is something else than a store.
    public func backup(to destination: String) async throws {
        try StoreFile(path: destination).check()
        let unfinished = "\(destination).unfinished-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: unfinished) }
        try StoreFile(path: unfinished).make()
        try await SQLiteErrors.translated(destination) {
            let copy = try DatabaseQueue(path: unfinished)
            try connections.readers.backup(to: copy)
            // One file to be carried about, without a log beside it.
            try await copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
        }
        try Self.moveDurably(unfinished, to: destination)
    }

    /// Makes the graph what it is in a backup, as one new revision, while it is in use: the history goes on and says
    /// so, and nobody who reads or watches has to open the store anew.
    ///
    /// - Parameters:
    ///   - kept: kinds whose nodes say what is the case rather than what is wanted: none comes back from the backup, and
    ///     those that are here stay, unless what they refer to goes.
    ///   - check: judges all nodes of the backup before anything is changed.
    /// - Throws: ``GraphStoreError`` when the file is no store, or what `check` throws; the graph is as it was then.
    @discardableResult
    public func restore(
        from source: String, author: String, keeping kept: Set<NodeKind> = [],
        checking check: ([Node]) throws -> Void = { _ in }
    ) async throws -> Commit {
        let wanted = try Self.content(ofBackup: source)
        try check(wanted.allNodes.map(\.node))
        return try await writing { writer, newest in
            let changes = try newest.difference(to: wanted).filter { !kept.contains($0.id.kind) }
            let deletes = Set(changes.filter { $0.after == nil }.map(\.id))
            let orphans = try kept.flatMap { try newest.nodes(of: $0) }
                .filter { $0.node.edges.contains { deletes.contains($0.to) } }
            return try writer.write(
                Transaction(
                    author: author, roles: Set(Role.allCases), message: "restore \(source)",
                    puts: changes.compactMap(\.after), deletes: deletes.union(orphans.map(\.id))))
        }
    }

    private static func content(ofBackup source: String) throws -> Graph {
        guard FileManager.default.fileExists(atPath: source) else {
            throw GraphStoreError.unavailable("\(source) isn't there")
        }
        return try StoreFile.reading(source) { database in
            guard try Schema.state(of: database, path: source) > 0 else {
                throw GraphStoreError.notAStore(path: source, reason: "it is empty")
            }
            let view = try CurrentView(database)
            let nodes = try NodeKind.allCases.flatMap { try view.nodes(of: $0) }
            return try Graph().applying(
                Transaction(author: "", roles: Set(Role.allCases), message: "", puts: nodes.map(\.node))
            ).graph
        }
    }

    private static func moveDurably(_ unfinished: String, to destination: String) throws {
        guard rename(unfinished, destination) == 0 else {
            throw GraphStoreError.readOnly(path: destination, reason: String(cString: strerror(errno)))
        }
        let folder = open(URL(fileURLWithPath: destination).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
