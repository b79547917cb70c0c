import Foundation
import Processes
import Testing

@Suite("Commands on what Nix built")
struct NixArtefactTests {
    @Test("tables say where it comes from, and have no columns for what images alone have")
    func listed() async throws {
        let nix = try await StoredNix()
        for (words, titles) in [
            (["forge", "list"], ["NAME", "FROM"]), (["get", "artefact"], ["NAME", "FROM", "REVISION"]),
        ] {
            let table = try await nix.run(words[0], words[1]).output
            #expect(table.prefix { $0 != "\n" }.split(separator: " ").map(String.init) == titles, "\(table)")
            #expect(table.contains(#/webapp-debug +/srv/release\.nix -A webapp --debug/#), "\(table)")
            #expect(table.contains(#/webapp +/srv/release\.nix -A webapp *( 1)?\n/#), "\(table)")
            #expect(table.contains("-hello-2.12 in https://cache.example.org"), "\(table)")
        }
        let rows = try #require(try await nix.run("forge", "list", "-o", "json").json() as? [[String: Any]])
        #expect(rows.map { $0["origin"] as? String } == ["https://cache.example.org", "/", "/"])
        #expect(rows.map { $0["debug"] as? Bool } == [false, false, true])
        #expect(rows.allSatisfy { $0.keys.contains("imageDigest") })
    }

    @Test("it is described as the file, the attribute and whether it is a variant")
    func described() async throws {
        let nix = try await StoredNix()
        let described = try await nix.run("describe", "artefact", "webapp-debug").output
        #expect(described.contains("  source: /srv/release.nix\n  attribute: webapp\n  debug: true\n"), "\(described)")
        let declared = try await nix.run("get", "artefact", "webapp", "-o", "yaml").output
        #expect(
            declared == """
                kind: Artefact
                name: webapp
                nix:
                  source: /srv/release.nix
                  attribute: webapp

                """)
    }

    @Test("what builds alone need has no referrers, and --build is said to list what was built with it")
    func buildOnly() async throws {
        let nix = try await StoredNix()
        let none = try await nix.run("referrers", "tools")
        #expect(none.status == 0 && none.errorOutput.contains("'--build'"), "\(none.errorOutput)")
        let built = try await nix.run("referrers", "tools", "--build")
        #expect(built.output.contains("webapp") && built.errorOutput.isEmpty, "\(built.errorOutput)")
        #expect(try await nix.run("referrers", "webapp").errorOutput.isEmpty)
    }

    @Test("a derivation has the size of its file, and none where it was forged before that was kept")
    func derivationSizes() async throws {
        let nix = try await StoredNix()
        let closure = try await nix.run("closure", "webapp", "--build").output
        #expect(closure.contains(#/tools-1\.35\.drv +896 B/#), "\(closure)")
        #expect(closure.contains(#/webapp-1\.0\.drv +- +896 B/#), "\(closure)")
        let tree = try await nix.run("closure", "webapp", "--build", "-o", "tree").output
        #expect(!tree.contains("isn't built"), "\(tree)")
    }

    @Test("nodes that are garbage have no length on the disk", .enabled(if: geteuid() == 0, "needs root"))
    func garbage() async throws {
        let nix = try await StoredNix()
        try await nix.remove("hello")
        let garbage = try await nix.run("gc", "--dry-run").output
        #expect(garbage.contains(#/node +storePath/.*-hello-2\.12 +-\n/#), "\(garbage)")
    }
}
