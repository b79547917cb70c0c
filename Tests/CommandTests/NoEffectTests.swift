import ConfigurationGraph
import Processes
import Testing

/// What a later version acts on is checked today, and must never look as if it did something.
@Suite("Parameters without effect")
struct NoEffectTests {
    private static let without = Set(Catalogue.parameters.filter { !$0.hasEffect }.map(\.path))

    @Test("'parameters' says so of each of them and of no other: table, Markdown and JSON")
    func parameters() async throws {
        let table = try await Program.run("parameters").output.split(separator: "\n")
        let inTable = table.filter { $0.contains("No effect yet") }.compactMap { $0.split(separator: " ").first }
        #expect(Set(inTable.map(String.init)) == Self.without)
        let page = try await Program.run("parameters", "-o", "markdown").output.split(separator: "\n")
        let inPage = page.filter { $0.contains("*No effect yet.*") }.compactMap {
            $0.split(separator: "`").dropFirst().first
        }
        #expect(Set(inPage.map(String.init)) == Self.without)
        let rows = try #require(try await Program.run("parameters", "-o", "json").json() as? [[String: Any]])
        let inJSON = rows.filter { $0["hasEffect"] as? Bool == false }.compactMap { $0["path"] as? String }
        #expect(Set(inJSON) == Self.without)
    }

    @Test("'explain' says so of each of them that concerns instances, and of no other: table and JSON")
    func explain() async throws {
        let shop = try await StoredShop()
        let expected = Self.without.intersection(Catalogue.ofInstances.map(\.path))
        #expect(!expected.isEmpty)
        let rows = try #require(try await shop.run("explain", "shop", "-o", "json").json() as? [[String: Any]])
        let inJSON = rows.filter { $0["hasEffect"] as? Bool == false }.compactMap { $0["parameter"] as? String }
        #expect(Set(inJSON) == expected)
        let table = try await shop.run("explain", "shop", "--all").output.split(separator: "\n")
        let inTable = table.filter { $0.contains("no effect yet") }.compactMap { $0.split(separator: " ").first }
        #expect(Set(inTable.map(String.init)) == expected)
    }

    @Test("what builds artefacts is among them, but for what Nix is told")
    func building() {
        let given = Catalogue.parameters.filter { $0.path.hasPrefix("forge.") && $0.category != .encapsulated }
        #expect(
            given.filter(\.hasEffect).map(\.path).sorted() == [
                "forge.debug", "forge.requireSigs", "forge.timeout", "forge.trustedPublicKeys",
            ])
    }
}
