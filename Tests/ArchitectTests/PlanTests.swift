import ConfigurationGraph
import OCI
import Testing

@testable import Architect

@Suite("A plan")
struct PlanTests {
    @Test("of what is new creates all of it, and then nothing is left to do")
    func create() throws {
        let empty = try Graph().landing(webArtefact())
        let plan = try Architect.plan(declarations(shop), against: empty)
        #expect(
            PlanRendering.lines(plan, colours: false) == [
                "+ automaton/shop", "+ automaton/stock", "+ configuration/green", "+ configuration/quiet",
                "+ volume/shop-state",
            ])
        #expect(try Architect.plan(declarations(shop), against: empty.applying(plan)).isEmpty)
    }

    @Test("shows what differs, value by value, and what restarts because of it")
    func golden() throws {
        let changed =
            shop
            .replacing("COLOUR=green", with: "COLOUR=blue, SIZE=large")
            .replacing("limit: 256MiB", with: "limit: 512MiB")
            .replacing("onFailure", with: "always")
            .replacing(", path: /", with: "")
            .replacing("destination: /data", with: "destination: /srv, readonly: true")
            .replacing("[green]", with: "[green, quiet]")
            .replacing("{automaton: stock}", with: "{automaton: stock, startOrder: false}")
        let plan = try Architect.plan(declarations(changed), against: graph(shop))
        let lines = PlanRendering.lines(
            plan, restarts: [("shop-1", "process.env.COLOUR changes")], colours: false)
        #expect(
            lines.joined(separator: "\n") == """
                ~ automaton/shop
                    configurations: [green] → [green, quiet]
                    orchestrator.resources.memory.limit: 256MiB → 512MiB
                    overwatch.readiness.path: / → (not given)
                    overwatch.restart.policy: onFailure → always
                    relay.dependencies.stock: stock → stock (not waited for)
                    volumes./data: shop-state → (not given)
                    volumes./srv: (not given) → shop-state (read-only)
                ~ configuration/green
                    process.env.COLOUR: green → blue
                    process.env.SIZE: (not given) → large
                ! restarts shop-1: process.env.COLOUR changes
                """)
    }

    @Test("is coloured: created green, deleted red, changed yellow")
    func colours() throws {
        let plan = DeclarationPlan(changes: [
            NodeChange(id: NodeID(.automaton, "a"), action: .create, rows: []),
            NodeChange(
                id: NodeID(.configuration, "b"), action: .update,
                rows: [.init(path: "process.cwd", before: "/a", after: "/b")]),
            NodeChange(id: NodeID(.volume, "c"), action: .delete, rows: []),
        ])
        #expect(
            PlanRendering.lines(plan, colours: true) == [
                "\u{1B}[32m+ automaton/a\u{1B}[0m", "\u{1B}[33m~ configuration/b\u{1B}[0m",
                "    process.cwd: \u{1B}[31m/a\u{1B}[0m → \u{1B}[32m/b\u{1B}[0m", "\u{1B}[31m- volume/c\u{1B}[0m",
            ])
    }

    @Test("deletes what the same set no longer declares, and nothing of others")
    func deletes() throws {
        let other = try declarations("kind: Volume\nname: theirs\n", set: "theirs")
        let before = try graph(shop).landing(other.nodes)
        let plan = try Architect.plan(declarations("kind: Volume\nname: shop-state\n"), against: before)
        #expect(
            PlanRendering.lines(plan, colours: false) == [
                "- automaton/shop", "- automaton/stock", "- configuration/green", "- configuration/quiet",
            ])
        let after = try before.applying(plan)
        #expect(after.nodes(of: .volume).map(\.id.name) == ["shop-state", "theirs"])
    }

    @Test(
        "sees no difference in comments, places, and orders that mean nothing",
        arguments: [
            "# a comment\n" + shop,
            shop.replacing("process: {env: [COLOUR=green]}", with: "process:\n  env:\n    - COLOUR=green"),
            shop.replacing("{type: http, port: 8080, path: /}", with: "{path: /, port: 8080, type: http}"),
            shop.replacing("restart: {policy: onFailure}", with: "restart.policy: onFailure"),
        ])
    func noDifference(_ text: String) throws {
        #expect(try Architect.plan(declarations(text), against: graph(shop)).isEmpty)
    }

    @Test("leaves what can't be told apart as it is only if it says the same")
    func values() throws {
        let before = try graph("kind: Configuration\nname: a\nprocess: {args: [\"1\"], env: []}\n")
        for other in ["{args: [1], env: []}", "{env: [], args: [\"1\"]}"] {
            let text = "kind: Configuration\nname: a\nprocess: \(other)\n"
            #expect(try Architect.plan(declarations(text), against: before).isEmpty)
        }
        for other in ["{args: [\"1\"]}", "{args: [\"1\"], env: ~}", "{args: [\"1\", \"1\"], env: []}"] {
            let text = "kind: Configuration\nname: a\nprocess: \(other)\n"
            #expect(try !Architect.plan(declarations(text), against: before).isEmpty)
        }
    }
}

extension String {
    func replacing(_ part: String, with other: String) -> String {
        split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
    }
}
