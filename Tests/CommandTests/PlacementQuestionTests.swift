import Foundation
import OCI
import Processes
import Testing

@Suite("why-here and why-pending")
struct PlacementQuestionTests {
    @Test("an instance that a command placed had no choice")
    func noChoice() async throws {
        let shop = try await StoredShop()
        #expect(
            try await shop.run("why-here", "shop-1").output == """
                shop-1 is on here
                it was started on the machine that the command ran on: there was no choice

                """)
        let json = try #require(try await shop.run("why-here", "shop", "-o", "json").json() as? [String: Any])
        #expect(
            Set(json.keys) == [
                "instance", "automaton", "host", "cause", "revision", "hosts", "refusals", "best", "replaces",
                "insteadOf",
            ])
        #expect(json["cause"] is NSNull)
    }

    @Test("a placement is told with who was refused and how the best compared")
    func placed() async throws {
        let shop = try await StoredShop()
        try await shop.explainPlacement()
        #expect(
            try await shop.run("why-here", "shop-1").output == """
                shop-1 is on here
                3 instances for 250 requests a second, decided on revision 3
                chosen: here, 1300 points (room 1000, artefact 300)
                weighed: there, 900 points (room 900)
                refused: 2 of 4 hosts: memory short by 200 MiB
                it takes the place of shop-3

                """)
        let json = try #require(try await shop.run("why-here", "shop-1", "-o", "json").json() as? [String: Any])
        #expect(json["replaces"] as? String == "shop-3" && json["hosts"] as? Int == 4)
        #expect(try await shop.run("why-here", "shop-1@3").output.contains("there was no choice"))
    }

    @Test("what isn't there is said, with the nearest name")
    func nothing() async throws {
        let shop = try await StoredShop()
        let here = try await shop.run("why-here", "shop-2")
        #expect(here.status == 1 && here.errorOutput.contains("there is no instance 'shop-2'"))
        #expect(here.errorOutput.contains("did you mean 'shop-1'?"))
        let pending = try await shop.run("why-pending", "shap")
        #expect(pending.status == 1 && pending.errorOutput.contains("did you mean 'shop'?"))
    }

    @Test("an automaton that no host can have says why, and what would help")
    func pending() async throws {
        let shop = try await StoredShop()
        try await shop.ask("idle", for: "orchestrator.resources.memory.request", "2GiB")
        let result = try await shop.run("why-pending", "idle")
        #expect(result.status == 0)
        #expect(
            result.output.hasPrefix("idle lacks 1 instance: 1 of 1 host: memory short by "), "\(result.output)")
        #expect(result.output.contains("smallest change that would help: "))
        let json = try #require(try await shop.run("why-pending", "idle", "-o", "json").json() as? [String: Any])
        #expect(json["lacking"] as? Int == 1 && json["fault"] is NSNull)
    }

    @Test("one that lacks nothing says so, and one that is to be started is among what would be done")
    func content() async throws {
        let shop = try await StoredShop()
        #expect(try await shop.run("why-pending", "shop").output.contains("shop isn't pending"))
        #expect(try await shop.run("why-pending", "idle").output.contains("place idle-1 on here: 1 instance wanted"))
    }
}
