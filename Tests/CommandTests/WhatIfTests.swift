import Foundation
import OCI
import Processes
import Testing

@Suite("what-if and replay")
struct WhatIfTests {
    @Test("a host that is lost leaves its instances without a place where there is no other")
    func lost() async throws {
        let shop = try await StoredShop()
        let result = try await shop.run("what-if", "--lose", "here")
        #expect(result.status == 0)
        #expect(result.output.contains("shop lacks 1 instance: 1 of 1 host: "), "\(result.output)")
        let json = try #require(try await shop.run("what-if", "--lose", "here", "-o", "json").json() as? [String: Any])
        let pending = try #require(json["pending"] as? [[String: Any]])
        #expect(pending.map { $0["automaton"] as? String } == ["idle", "shop", "stock"])
        #expect(pending.allSatisfy { Set($0.keys) == ["automaton", "lacking", "lines"] })
    }

    @Test("where another host joins as well, all go on there")
    func moved() async throws {
        let shop = try await StoredShop()
        let result = try await shop.run("what-if", "--lose", "here", "--add", "1x4,8GiB@eu/a", "-o", "json")
        let json = try #require(try result.json() as? [String: Any])
        let steps = try #require(json["steps"] as? [[String: Any]])
        #expect(steps.allSatisfy { Set($0.keys) == ["action", "instance", "host", "from", "reason"] })
        let moves = steps.filter { $0["action"] as? String == "move" }
        // What stock runs was declared anew since; so that stock-2 takes its place isn't what is asked.
        #expect(moves.compactMap { $0["instance"] as? String }.sorted() == ["idle-1", "shop-1", "stock-2"])
        #expect(moves.allSatisfy { $0["host"] as? String == "new-1" && $0["from"] as? String == "here" })
        #expect((json["pending"] as? [Any])?.isEmpty == true)
    }

    @Test("a host that joins takes its share")
    func joined() async throws {
        let result = try await StoredShop().run("what-if", "--add", "1x4,8GiB")
        #expect(result.output.contains("on new-1: host new-1 joined"), "\(result.output)")
    }

    @Test("requests make as many instances as they need, and nothing is changed by asking")
    func demand() async throws {
        let shop = try await StoredShop()
        try await shop.ask("shop", for: "orchestrator.instances.max", 4)
        try await shop.ask("shop", for: "orchestrator.target.requestsPerSecond", 10)
        let before = try await shop.run("history").output
        let result = try await shop.run("what-if", "--demand", "shop=25/s")
        #expect(
            result.output == """
                place shop-2 on here: 3 instances for 25 requests a second, 10 each
                place shop-3 on here: 3 instances for 25 requests a second, 10 each

                """)
        #expect(try await shop.run("what-if", "--demand", "stock=25/s").output == "nothing would change\n")
        #expect(try await shop.run("history").output == before)
    }

    @Test(
        "what can't be understood, and what isn't there, is refused",
        arguments: [
            (["what-if"], 64, "needs --lose, --add, --demand or --apply"), (["what-if", "--add", "many"], 64, "many"),
            (["what-if", "--add", "2x4"], 64, "2x4"), (["what-if", "--demand", "shop"], 64, "shop"),
            (["what-if", "--demand", "shop=-1/s"], 64, "shop=-1/s"),
            (["what-if", "--lose", "hera"], 1, "did you mean 'here'?"),
            (["what-if", "--demand", "shap=1/s"], 1, "did you mean 'shop'?"),
            (["replay", "--from", "90"], 64, "there are no revisions from 90"),
        ])
    func refused(words: [String], status: Int32, text: String) async throws {
        let result = try await StoredShop().run(words)
        #expect(result.status == status, "\(result.errorOutput)")
        #expect(result.errorOutput.contains(text), "\(result.errorOutput)")
    }

    @Test("a history without plans has none to make again")
    func noPlans() async throws {
        let shop = try await StoredShop()
        #expect(try await shop.run("replay").output == "0 decisions of 0 plans made again: the same\n")
        let json = try #require(try await shop.run("replay", "-o", "json").json() as? [String: Any])
        #expect(Set(json.keys) == ["plans", "decisions", "skipped", "difference"] && json["difference"] is NSNull)
    }
}
