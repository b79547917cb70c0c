public import ConfigurationGraph
import Files
import Foundation
import Glibc
import GraphStore
import OCI
import OCIImages

extension Forge {
    /// Removes dependency nodes that neither artefact nor instance needs, the blobs, snapshots and store paths that no
    /// node names, and what commands that were killed left unfinished.
    ///
    /// It waits for commands that are forging or unpacking, and they wait for it. Nodes go first, so that whatever
    /// happens in between, nothing is missing that the graph names; a second run removes what is left.
    ///
    /// - Parameters:
    ///   - dryRun: whether to say only what would be removed.
    ///   - pruningLogs: whether what Nix said of artefacts that are gone goes too.
    ///   - kept: the dependency nodes that are needed besides, as what runs was started from them; asked for while
    ///     nobody forges or unpacks.
    /// - Throws: ``FileError``, `CancellationError`, and what the store throws.
    public func collectGarbage(
        dryRun: Bool, author: String, pruningLogs: Bool = false, keeping kept: () throws -> Set<NodeID> = { [] }
    ) async throws -> GarbageReport {
        guard access(folders.state, F_OK) == 0 else { return GarbageReport(removed: []) }
        try folders.create()
        let lease = try await Lease.take(folders, exclusive: true)
        let needs = try await removeOrphans(dryRun: dryRun, author: author, keeping: try kept())
        let paths = try garbagePaths(notIn: needs.storePaths)
        let files = try files(notNeededBy: needs) + (pruningLogs ? try await logsOfNobody() : [])
        if !dryRun {
            try remove(paths, keeping: needs.storePaths)
            for file in files {
                try Task.checkCancellation()
                try remove(file.path)
            }
        }
        _ = consume lease
        let nodes = needs.orphans.sorted().map { GarbageReport.Item(kind: "node", name: "\($0)", bytes: 0) }
        return GarbageReport(removed: nodes + paths.map(\.item) + files.map(\.item))
    }

    /// Removes what commands that were killed left unfinished, unless one is at work now; for the repair after a crash.
    ///
    /// - Throws: ``FileError``.
    public func removeLeftovers() throws {
        guard access(folders.temporary, F_OK) == 0, let lease = try Lease.attempt(folders, exclusive: true) else {
            return
        }
        for name in Self.names(in: folders.temporary) where !isInUse(name) {
            try remove("\(folders.temporary)/\(name)")
        }
        _ = consume lease
    }

    /// Commits the removal of the nodes that nobody needs; others may write meanwhile, and then it looks again.
    private func removeOrphans(dryRun: Bool, author: String, keeping kept: Set<NodeID>) async throws -> Needs {
        while true {
            let needs = try await store.read { try Needs(in: $0, keeping: kept) }
            if dryRun || needs.orphans.isEmpty { return needs }
            let transaction = Transaction(
                author: author, roles: [.forge], message: "gc",
                preconditions: [.graphUnchanged(since: needs.revision)], deletes: Set(needs.orphans))
            do {
                try await store.commit(transaction)
                return needs
            } catch TransactionError.conflict {
                try Task.checkCancellation()
            }
        }
    }

    private typealias File = (path: String, item: GarbageReport.Item)

    private func files(notNeededBy needs: Needs) throws -> [File] {
        let blobs = files(in: folders.blobs, kind: "blob", without: needs.blobs)
        let snapshots = files(in: folders.snapshots, kind: "snapshot", without: needs.snapshots)
        let leftovers = Self.names(in: folders.temporary).filter { !isInUse($0) }.map { name in
            let path = "\(folders.temporary)/\(name)"
            return (path, GarbageReport.Item(kind: "leftover", name: name, bytes: Self.size(of: path)))
        }
        return blobs + snapshots + leftovers
    }

    /// What Nix said when it built what isn't in the graph any more.
    private func logsOfNobody() async throws -> [File] {
        let known = Set(try await store.read { try $0.values(Artefact.self).map { NixLog.name(of: $0.name) } })
        return Self.names(in: folders.nixLogs).filter { !known.contains($0) }.map { name in
            let path = "\(folders.nixLogs)/\(name)"
            return (path, GarbageReport.Item(kind: "log", name: name, bytes: Self.size(of: path)))
        }
    }

    /// Whether a file of what isn't whole yet is a log that Nix writes at: builds don't keep the collector waiting.
    private func isInUse(_ name: String) -> Bool { NixLog.isBeingWritten("\(folders.temporary)/\(name)") }

    private func files(in folder: String, kind: String, without needed: Set<String>) -> [File] {
        Self.names(in: folder).flatMap { algorithm in
            Self.names(in: "\(folder)/\(algorithm)").filter { !needed.contains("\(algorithm)/\($0)") }.map { hex in
                let path = "\(folder)/\(algorithm)/\(hex)"
                return (path, .init(kind: kind, name: "\(algorithm):\(hex)", bytes: Self.size(of: path)))
            }
        }
    }

    /// Removes a file or folder; moved away first, so that a snapshot that is partly removed is none.
    func remove(_ path: String) throws {
        let grave = "\(folders.temporary)/removed-\(UUID().uuidString)"
        guard rename(path, grave) == 0 else { throw FileError("remove", path) }
        do {
            try FileManager.default.removeItem(atPath: grave)
        } catch {
            throw FileError("remove", path)
        }
    }

    static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    static func size(of path: String) -> Int64 {
        let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return ([path] + inside.map { "\(path)/\($0)" }).reduce(0) { sum, file in
            var status = stat()
            return lstat(file, &status) == 0 ? sum + Int64(status.st_size) : sum
        }
    }
}
