import Foundation
import Processes
import Testing

@Suite("Closures and paths as commands")
struct ClosureTests {
    @Test("a closure is printed in every form, each with its nodes")
    func forms() async throws {
        let shop = try await StoredShop()
        let list = try await shop.run("closure", "web")
        #expect(list.status == 0 && list.output.hasPrefix("NODE"), "\(list.errorOutput)")
        #expect(list.output.hasSuffix("2 nodes, 2 B: 2 B its own, 0 B shared\n"))
        let json = try await shop.run("closure", "web", "--runtime", "-o", "json").json()
        let rows = try #require(json as? [[String: Any]])
        #expect(rows.map { $0["closureSize"] as? Int } == [2, 1])
        #expect(rows.first?["parent"] as? String == "artefact/web")
        let tree = try await shop.run("closure", "web", "-o", "tree").output
        #expect(tree.contains(#/^artefact/web\n└─ imageManifest/.* 1 B of 2 B\n   └─ imageConfig/.* 1 B\n/#), "\(tree)")
        let dot = try await shop.run("closure", "web", "-o", "dot").output
        #expect(dot.contains("\"artefact/web\" -> \"imageManifest/") && dot.contains("1 B of 2 B"))
    }

    @Test("closures of two revisions are compared, and that they differ is the exit status")
    func difference() async throws {
        let shop = try await StoredShop()
        let same = try await shop.run("closure", "--diff", "web@1", "web")
        #expect(same.status == 0 && same.output == "no difference\n", "\(same.output)\(same.errorOutput)")
        let missing = try await shop.run("closure", "--diff", "web@0", "web")
        #expect(missing.status == 1 && missing.errorOutput.contains("there is no artefact 'web'"))
    }

    @Test("a path is printed as a tree, and as a picture")
    func paths() async throws {
        let shop = try await StoredShop()
        let path = try await shop.run("why", "stock", "web").output
        #expect(path == "automaton/stock\n└─ runs ▶ artefact/web\n")
        let all = try await shop.run("why", "--all", "instance/stock-1", "web", "-o", "dot")
        #expect(all.output.contains("\"automaton/stock\" -> \"artefact/web\""))
        #expect(try await shop.run("why", "web", "web").output == "web is web\n")
        let reversed = try await shop.run("why", "web", "stock")
        #expect(reversed.status == 1 && reversed.errorOutput.contains("one leads the other way"))
    }

    @Test("an instance is found by what it is pinned to")
    func pinned() async throws {
        let shop = try await StoredShop()
        let config = try await Self.config(in: shop)
        let referrers = try await shop.run("referrers", "imageConfig/\(config)", "-o", "json")
        let rows = try #require(try referrers.json() as? [[String: Any]])
        let names = Set(rows.compactMap { $0["name"] as? String })
        #expect(names == ["web", "idle", "shop", "stock", "shop-1", "stock-1", "here"])
        let instance = try #require(rows.first { $0["name"] as? String == "shop-1" })
        #expect(instance["host"] as? String == "here" && instance["state"] as? String == "pending")
        let direct = try await shop.run("referrers", "--direct", "artefact/web").output
        #expect(direct.contains("configuration") && !direct.contains("shop-1"))
    }

    @Test(
        "what can't be meant together is refused",
        arguments: [
            ["closure", "web", "--build", "--runtime"], ["closure", "web", "--include-outputs"],
            ["closure", "web", "--build", "--create", "x"], ["closure", "web", "--create", "x", "--export", "y"],
            ["closure", "web", "--diff", "web", "-o", "svg"], ["closure", "web@x"],
            ["referrers", "web", "--direct", "--closure"],
        ])
    func refused(words: [String]) async throws {
        let shop = try await StoredShop()
        #expect(try await shop.run(words).status == 64)
    }

    private static func config(in shop: StoredShop) async throws -> String {
        let rows = try await shop.run("get", "imageConfig", "-o", "json").json() as? [[String: Any]]
        return try #require(rows?.first?["name"] as? String)
    }
}
