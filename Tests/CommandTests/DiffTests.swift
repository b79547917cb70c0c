import Processes
import Testing

@Suite("diff")
struct DiffTests {
    @Test("a declared node's values stand under their parameters, without the places in files")
    func settings() async throws {
        let shop = try await StoredShop()
        let result = try await shop.run("diff", "1", "3")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("~ configuration/quiet\n    process.env  LOG=warn → LOG=debug\n"))
        #expect(!result.output.contains("settings"))
    }

    @Test("explain --diff says so where nothing differs")
    func none() async throws {
        let shop = try await StoredShop()
        let result = try await shop.run("explain", "shop", "--diff", "shop-1")
        #expect(result.status == 0)
        #expect(result.output == "no difference\n")
    }
}
