import Foundation
import Processes
import Testing

@Suite("explain")
struct ExplainTests {
    /// What PATH is where nobody gives one.
    private static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    @Test("on a terminal the table fits its width, in groups, and says what it leaves out")
    func table() async throws {
        let shop = try await StoredShop()
        let result = try await shop.run("explain", "shop", columns: 100)
        #expect(result.status == 0)
        let lines = result.output.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 100 }, "\(result.output)")
        #expect(lines.contains(""))
        #expect(lines.contains { $0.contains("left out; --all lists them, too") })
        #expect(!lines.contains { $0.contains("not set") })
    }

    @Test("a table of one parameter has where each of its leaves came from, and what it would be otherwise")
    func parameter() async throws {
        let result = try await StoredShop().run("explain", "shop", "process.env")
        #expect(
            result.output == """
                PARAMETER         VALUE  CATEGORY  FROM                                    OTHERWISE
                process.env.PATH  /bin   Optional  image config sha256:010101010101…       \(Self.path)
                process.env.LOG   debug  Optional  configuration/quiet rev 3, shop.yaml:9  info
                process.env.NAME  shop   Optional  automaton/shop rev 1, shop.yaml:14      -

                """)
    }

    @Test("one leaf is a card")
    func card() async throws {
        let result = try await StoredShop().run("explain", "shop", "process.env.LOG")
        // What the catalogue says of the parameter is its own; the rest is this value's.
        let lines = result.output.split(separator: "\n").filter { !$0.hasPrefix("  what for") }
        #expect(
            lines.joined(separator: "\n") == """
                process.env.LOG of shop-1 at revision 3
                  value        debug
                  from         configuration/quiet rev 3, shop.yaml:9
                  otherwise    info
                  category     Optional: it may be given
                  type         a list of NAME=VALUE
                  default      left out
                  supplied by  operator
                  merging      by name: of each variable the strongest giver's value
                """)
    }

    @Test("JSON has a row for everything, always with the same keys")
    func json() async throws {
        let shop = try await StoredShop()
        let rows = try #require(try await shop.run("explain", "shop", "-o", "json").json() as? [[String: Any]])
        let keys: Set = ["instance", "path", "parameter", "category", "value", "otherwise", "origin", "hasEffect"]
        let origin: Set = [
            "kind", "text", "node", "revision", "file", "line", "column", "digest", "rule", "reason",
        ]
        for row in rows {
            #expect(Set(row.keys) == keys)
            #expect(Set(try #require(row["origin"] as? [String: Any]).keys) == origin)
            #expect(row["instance"] as? String == "shop-1")
        }
        let kinds = Set(rows.compactMap { ($0["origin"] as? [String: Any])?["kind"] as? String })
        #expect(kinds == ["node", "imageConfig", "rule", "default", "omitted"])
        #expect(rows.contains { $0["value"] is NSNull })
    }

    @Test("at a revision the value is the one of then, however it is asked for", arguments: [true, false])
    func past(option: Bool) async throws {
        let shop = try await StoredShop()
        let result =
            option
            ? try await shop.run("explain", "stock", "process.env.LOG", "--at", "2")
            : try await shop.run("explain", "stock@2", "process.env.LOG")
        #expect(result.output.contains("value        warn"), "\(result.output)")
        #expect(result.output.contains("configuration/quiet rev 1"))
    }

    @Test("--diff prints what differs and ends with 2, and with 0 where nothing does")
    func diff() async throws {
        let shop = try await StoredShop()
        let result = try await shop.run("explain", "shop", "process.env", "--diff", "stock")
        #expect(result.status == 2)
        #expect(
            result.output == """
                PARAMETER         LEFT   FROM                                    RIGHT  FROM
                process.env.LOG   debug  configuration/quiet rev 3, shop.yaml:9  warn   configuration/quiet rev 1, shop.yaml:9
                process.env.NAME  shop   automaton/shop rev 1, shop.yaml:14      stock  automaton/stock rev 1, shop.yaml:14

                """)
        let same = try await shop.run("explain", "shop", "--diff", "shop-1", "-o", "json")
        #expect(same.status == 0)
        #expect(same.output == "[\n\n]\n")
    }

    @Test("an automaton without an instance is resolved as it would be, and that is said")
    func prospect() async throws {
        let shop = try await StoredShop()
        let result = try await shop.run("explain", "idle", "process.env.NAME")
        #expect(result.status == 0, "\(result.errorOutput)")
        #expect(result.errorOutput == "idle-1 isn't there: this is what it would get on this host\n")
        #expect(result.output.contains("value        idle"))
        let rows = try #require(try await shop.run("explain", "idle", "-o", "json").json() as? [[String: Any]])
        #expect(rows.allSatisfy { $0["instance"] is NSNull })
    }

    @Test("an unknown name or parameter ends with 1 and names the nearest")
    func unknown() async throws {
        let shop = try await StoredShop()
        let name = try await shop.run("explain", "shpo")
        #expect(name.status == 1)
        #expect(name.errorOutput.hasSuffix("hint: did you mean 'shop'?\n"))
        let parameter = try await shop.run("explain", "shop", "process.env.LGO")
        #expect(parameter.status == 1)
        #expect(parameter.errorOutput.hasSuffix("hint: did you mean 'process.env.LOG'?\n"))
    }

    @Test("parameters' names are completed")
    func names() async throws {
        let result = try await StoredShop().run("names", "--parameters")
        #expect(result.output.split(separator: "\n").contains("process.env"))
    }
}
