import ConfigurationGraph
import Testing

@testable import Architect

@Suite("Declarations against the graph")
struct CheckTests {
    @Test("pass where all that they name is declared or there")
    func clean() throws {
        #expect(try report(shop, in: Graph()) == "")
        #expect(try report("kind: Automaton\nname: a\nartefact: web\n", set: "other", in: graph(shop)) == "")
    }

    @Test("must name what is there, and are told the nearest that is")
    func unknownNames() throws {
        let text = """
            kind: Configuration
            name: quiet
            configures: [artefact/wbe, automaton/shp]
            ---
            kind: Automaton
            name: shop
            artefact: wbe
            configurations: [quite]
            volumes: [{name: state, destination: /data}]
            relay: {dependencies: [{automaton: stock}]}
            """
        #expect(
            try report(text, in: Graph().landing(webArtefact())) == """
                shop.yaml:3:14: there is no artefact 'wbe'
                  3 | configures: [artefact/wbe, automaton/shp]
                    |              ^
                    = did you mean 'web'?
                shop.yaml:3:28: there is no automaton 'shp'
                  3 | configures: [artefact/wbe, automaton/shp]
                    |                            ^
                    = did you mean 'shop'?
                shop.yaml:7:11: there is no artefact 'wbe'
                  7 | artefact: wbe
                    |           ^
                    = did you mean 'web'?
                shop.yaml:8:18: there is no configuration 'quite'
                  8 | configurations: [quite]
                    |                  ^
                    = did you mean 'quiet'?
                shop.yaml:9:18: there is no volume 'state'
                  9 | volumes: [{name: state, destination: /data}]
                    |                  ^
                    = declare it
                shop.yaml:10:36: there is no automaton 'stock'
                  10 | relay: {dependencies: [{automaton: stock}]}
                     |                                    ^
                     = declare it
                6 errors
                """)
    }

    @Test("can't wait for each other in a circle")
    func cycle() throws {
        let text = automatons([("a", ["b"]), ("b", ["c"]), ("c", ["a"]), ("d", ["a", "d"])])
        #expect(
            try report(text, in: graph("")) == """
                shop.yaml:4:24: these automatons wait for each other: a → b → c → a
                  4 | relay: {dependencies: [{automaton: b}]}
                    |                        ^
                    = set 'startOrder: false' on a dependency that needn't be waited for
                shop.yaml:19:40: these automatons wait for each other: d → d
                  19 | relay: {dependencies: [{automaton: a}, {automaton: d}]}
                     |                                        ^
                     = set 'startOrder: false' on a dependency that needn't be waited for
                2 errors
                """)
    }

    @Test("may call each other in a circle where one doesn't wait")
    func unordered() throws {
        let text = automatons([("a", ["b"]), ("b", ["a, startOrder: false"])])
        #expect(try report(text, in: graph("")) == "")
    }

    @Test("can't close a circle over what another set declared")
    func cycleOverSets() throws {
        let base = try graph(automatons([("a", []), ("b", ["a"])]), set: "base")
        // A set that takes 'a' over is told so, and of the circle as well.
        let found = try report(automatons([("a", ["b"])]), in: base)
        #expect(found.contains("belongs to the declaration set 'base'"))
        #expect(found.contains("a → b → a"))
    }

    @Test("don't take over what another set declared")
    func owners() throws {
        #expect(
            try report("kind: Volume\nname: shop-state\n", set: "mine", in: graph(shop)) == """
                shop.yaml:1:1: volume/shop-state belongs to the declaration set 'shop' (shop.yaml:14), so 'mine' can't \
                change it
                  1 | kind: Volume
                    | ^
                    = '--set shop' changes it as that set; else rename it, or delete it there first
                """)
    }

    @Test("don't let go of what another set refers to")
    func removals() throws {
        let other = try declarations(
            "kind: Automaton\nname: guest\nartefact: web\nconfigurations: [green]\n", set: "guests")
        let both = try graph(shop).landing(other.nodes)
        #expect(
            try report("kind: Volume\nname: shop-state\n", in: both)
                == """
                shop.yaml:10:1: configuration/green is no longer declared by 'shop' but can't be deleted: \
                automaton/guest refers to it
                """)
        #expect(try report("kind: Volume\nname: shop-state\n", in: graph(shop)) == "")
    }

    @Test("mount an exclusive volume in one automaton alone")
    func exclusive() throws {
        func text(_ mode: String) -> String {
            """
            kind: Volume
            name: state
            \(mode)
            ---
            kind: Automaton
            name: a
            artefact: web
            volumes: [{name: state, destination: /data}]
            ---
            kind: Automaton
            name: b
            artefact: web
            volumes: [{name: state, destination: /data}]
            """
        }
        #expect(
            try report(text("accessMode: exclusive"), in: graph("")) == """
                shop.yaml:13:11: the volume 'state' is exclusive, and automaton/a mounts it already
                  13 | volumes: [{name: state, destination: /data}]
                     |           ^
                     = set 'accessMode: sharedWrite' on the volume to share it
                """)
        #expect(try report(text(""), in: graph("")).contains("is exclusive"))
        #expect(try report(text("accessMode: sharedWrite"), in: graph("")) == "")
    }

    @Test("say nothing of documents that were taken out again")
    func emptied() throws {
        var declared = try declarations("kind: Automaton\nname: a\nartefact: missing\n")
        declared.nodes = []
        #expect(try Architect.check(declared, against: Graph()).isEmpty)
    }

    private func automatons(_ all: [(name: String, uses: [String])]) -> String {
        all.map { name, uses in
            let entries = uses.map { "{automaton: \($0)}" }.joined(separator: ", ")
            return "kind: Automaton\nname: \(name)\nartefact: web\nrelay: {dependencies: [\(entries)]}"
        }.joined(separator: "\n---\n")
    }
}

@Suite("Circles")
struct CyclesTests {
    @Test("are found wherever there are any, and nowhere else")
    func found() {
        #expect(Cycles.find(in: [:]).isEmpty)
        #expect(Cycles.find(in: ["a": ["b", "x"], "b": ["c"], "c": []]).isEmpty)
        #expect(Cycles.find(in: ["a": ["a"]]) == [["a"]])
        #expect(Cycles.find(in: ["c": ["a"], "a": ["b"], "b": ["c", "d"], "d": ["b"]]) == [["a", "b", "c"]])
        #expect(Cycles.find(in: ["a": ["b"], "b": ["a"], "x": ["y"], "y": ["x"]]) == [["a", "b"], ["x", "y"]])
    }

    @Test("don't take long to rule out in a long chain")
    func chain() {
        let chain = (0..<20_000).map { ("n\($0)", ["n\($0 + 1)"]) }
        #expect(Cycles.find(in: Dictionary(uniqueKeysWithValues: chain)).isEmpty)
    }
}
