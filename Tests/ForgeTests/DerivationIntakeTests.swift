import ConfigurationGraph
import Foundation
import GraphStore
import ImageFixtures
import Nix
import Testing

@testable import Forge

/// Forges the derivations of a small world that real Nix made, beside the checkout; where it isn't, the tests are skipped.
@Suite("Forging derivations", .enabled(if: FileManager.default.fileExists(atPath: NixWorld.folder)))
struct DerivationIntakeTests {
    @Test("a derivation's build closure is what Nix says, and forging twice is forging once")
    func closure() async throws {
        let world = try NixWorld()
        let first = try await world.forge(world.webapp)
        #expect(!first.alreadyThere)
        #expect(!first.isBuilt)
        let closure = try await world.store.read { view in
            try view.closure(of: first.artefact.id, .build(outputs: false)).map(\.name)
        }
        let expected = try NixWorld.lines("example/answers/webapp/build-closure.txt")
        // Without a database nothing is known of what sources refer to.
        #expect(Set(closure) == Set(expected))
        // Each derivation is as long as the archive of its file.
        let sizes = try await world.store.read { try $0.closureSizes(of: first.artefact.id, .build(outputs: false)) }
        let derivations = sizes.members.filter { $0.id.kind == .derivation }
        for member in derivations {
            let file = world.folder.path("root") + member.id.name
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            let length = try #require(attributes[.size] as? Int)
            #expect(member.size == Int64(NARWriter.size(ofFile: length)), "\(member.id)")
        }
        #expect(!derivations.isEmpty && sizes.size == sizes.members.reduce(0) { $0 + $1.size })
        let second = try await world.forge(world.webapp)
        #expect(second.alreadyThere)
        #expect(second.derivations == 0)
        #expect(second.revision == first.revision)
    }

    @Test("what only a removed artefact was built from is garbage")
    func garbage() async throws {
        let world = try NixWorld()
        let forged = try await world.forge(world.webapp)
        let forge = Forge(state: world.folder.path("state"), store: world.store)
        #expect(try await forge.collectGarbage(dryRun: false, author: "test").removed.isEmpty)
        try await world.store.commit(
            Transaction(author: "test", roles: [.forge], message: "", deletes: [forged.artefact.id]))
        _ = try await forge.collectGarbage(dryRun: false, author: "test")
        let left = try await world.store.read { try $0.nodes(of: .derivation).count + $0.nodes(of: .storePath).count }
        #expect(left == 0)
    }

    @Test(
        "a damaged derivation is refused, and nothing is changed",
        arguments: (try? FileManager.default.contentsOfDirectory(atPath: "\(NixWorld.folder)/bad/drv")) ?? [])
    func bad(name: String) async throws {
        let world = try NixWorld()
        let folder = "\(NixWorld.folder)/bad/drv/\(name)"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        for file in files { try world.add("\(folder)/\(file)") }
        let root = try #require(files.first { $0.hasSuffix(".drv") })
        await #expect(throws: NixForgeError.self) { try await world.forge(root) }
        #expect(await world.store.revision() == .zero)
    }
}

/// The example's derivations in a store of a test's own, without a database.
private struct NixWorld {
    static let folder = "../shared/data/nix"
    let folder: TemporaryFolder
    let store = InMemoryGraphStore()

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path("root/nix/store"), withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/example/drv") {
            try add("\(Self.folder)/example/drv/\(name)")
        }
    }

    var webapp: String {
        get throws {
            let row = try Self.lines("example/answers/attributes.tsv").map { $0.split(separator: "\t") }
                .first { $0.first == "webapp" }
            return try #require(row?[1].split(separator: "/").last.map(String.init))
        }
    }

    func add(_ file: String) throws {
        let target = folder.path("root/nix/store") + "/" + (file as NSString).lastPathComponent
        try? FileManager.default.removeItem(atPath: target)
        try FileManager.default.copyItem(atPath: file, toPath: target)
    }

    func forge(_ name: String) async throws -> ForgedNix {
        try await Forge(state: folder.path("state"), store: store).derivation(
            try Nix.StorePath(name), in: folder.path("root"),
            as: NixDescription(name: "world", source: "/nix/store/\(name)"), author: "test")
    }

    static func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8).split(separator: "\n").map(String.init)
    }
}
