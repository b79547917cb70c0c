import ConfigurationGraph
import Foundation
import GraphStore
import ImageFixtures
import NixStores
import OCI
import Testing

@testable import Forge

@Suite("What killed commands leave of store paths")
struct LeftoverTests {
    @Test("gc removes locks, documents that weren't whole, and what is said of paths that aren't there")
    func stores() async throws {
        let fixture = try ForgeFixture()
        let folders = StateFolders(state: fixture.folder.path("state"))
        try folders.create()
        let digest = String(repeating: "0", count: 32)
        for notes in [folders.store.notes, folders.hostStore.notes] {
            for name in ["writers/\(UUID().uuidString)", "paths/\(digest).narinfo.\(UUID().uuidString)"] {
                let path = "\(notes)/\(name)"
                try FileManager.default.createDirectory(
                    atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
                try Data().write(to: URL(fileURLWithPath: path))
            }
        }
        try Data("StorePath: ".utf8).write(to: URL(fileURLWithPath: "\(folders.store.notes)/paths/\(digest).narinfo"))
        let planned = try await fixture.forge.collectGarbage(dryRun: true, author: "test")
        #expect(planned.removed.count == 5 && planned.removed.allSatisfy { $0.kind == "leftover" })
        #expect(try await fixture.forge.collectGarbage(dryRun: false, author: "test") == planned)
        #expect(fixture.files == [])
    }

    @Test("a log that Nix writes at is left alone, one whose artefact is gone goes where that is asked for")
    func logs() async throws {
        let fixture = try ForgeFixture()
        let folders = StateFolders(state: fixture.folder.path("state"))
        try folders.create()
        do {
            let writing = try NixLog(of: "web", in: folders)
            #expect(try await fixture.forge.collectGarbage(dryRun: false, author: "test").removed.isEmpty)
            try fixture.forge.removeLeftovers()
            #expect(fixture.folder.listing(of: "state/tmp").count == 1)
            _ = writing.take(Array("building '/nix/store/\(String(repeating: "0", count: 32))-a.drv'...\n".utf8))
            try writing.keep()
        }
        #expect(fixture.files == ["nix/logs/web.log"])
        #expect(try await fixture.forge.collectGarbage(dryRun: false, author: "test").removed.isEmpty)
        try fixture.layout.add(tag: "1.0", layers: [])
        try await fixture.image(name: "web")
        let kept = try await fixture.forge.collectGarbage(dryRun: false, author: "test", pruningLogs: true)
        #expect(kept.removed.isEmpty)
        try await fixture.store.commit(
            Transaction(author: "test", roles: [.forge], message: "delete", deletes: [NodeID(.artefact, "web")]))
        let gone = try await fixture.forge.collectGarbage(dryRun: false, author: "test", pruningLogs: true)
        #expect(gone.removed.filter { $0.kind == "log" }.map(\.name) == ["web.log"])
        #expect(!fixture.files.contains("nix/logs/web.log"))
    }
}
