import ConfigurationGraph
import Testing

@testable import Orchestrator

@Suite("Placement on one host")
struct PlacementTests {
    @Test("every automaton gets one instance, each with an id range of its own")
    func onePerAutomaton() throws {
        let view = Fixture(nodes: [.automaton(.fixture("shop")), .automaton(.fixture("stock"))])
        let placement = try Placement.onOneHost(.fixture(ranges: 8), in: view)
        #expect(placement.placed.map(\.name) == ["shop-1", "stock-1"])
        #expect(placement.placed.map(\.idBase) == [1_000_000, 1_065_536])
        #expect(placement.removed.isEmpty)
    }

    @Test("an instance that is there stays as it is")
    func keeps() throws {
        let instance = Instance(name: "shop-1", automaton: "shop", host: "here", spec: "s", idBase: 1_000_000)
        let view = Fixture(nodes: [
            .automaton(.fixture("shop")), .automaton(.fixture("stock")), .instance(instance),
        ])
        let placement = try Placement.onOneHost(.fixture(ranges: 8), in: view)
        #expect(placement.kept == [instance])
        #expect(placement.placed.map(\.idBase) == [1_065_536])
    }

    @Test("an instance without its automaton goes, and its id range isn't given away in the same step")
    func removes() throws {
        let old = Instance(name: "old-1", automaton: "old", host: "here", spec: "s", idBase: 1_000_000)
        let view = Fixture(nodes: [.automaton(.fixture("shop")), .instance(old)])
        let placement = try Placement.onOneHost(.fixture(ranges: 8), in: view)
        #expect(placement.removed == [old])
        #expect(placement.placed.map(\.idBase) == [1_065_536])
    }

    @Test("where a controller plans, only what lost its automaton goes")
    func leftToController() throws {
        let old = Instance(name: "old-1", automaton: "old", host: "there", spec: "s", idBase: 1_000_000)
        let kept = Instance(name: "shop-1", automaton: "shop", host: "there", spec: "s", idBase: 1_065_536)
        let view = Fixture(nodes: [.automaton(.fixture("shop")), .instance(old), .instance(kept)])
        let placement = try Placement.leftToController(in: view)
        #expect(placement.instances.isEmpty && placement.removed == [old])
    }

    @Test("a host without a free id range is an error that names the automaton")
    func full() {
        let view = Fixture(nodes: [.automaton(.fixture("shop")), .automaton(.fixture("stock"))])
        #expect(throws: PlacementError.noFreeIDRange(automaton: "stock", host: "here", instances: 1)) {
            try Placement.onOneHost(.fixture(ranges: 1), in: view)
        }
    }
}

@Suite("Start order")
struct StartOrderTests {
    @Test("whoever is depended on starts in an earlier wave")
    func waves() {
        let shop = Automaton.fixture("shop", uses: ["stock", "mail"])
        let stock = Automaton.fixture("stock", uses: ["store"])
        let waves = StartOrder.waves([shop, stock, .fixture("mail"), .fixture("store")])
        #expect(waves == [["mail", "store"], ["stock"], ["shop"]])
    }

    @Test("a circle starts all the same, last and together")
    func circle() {
        let waves = StartOrder.waves([
            .fixture("a", uses: ["b"]), .fixture("b", uses: ["a"]), .fixture("c"), .fixture("d", uses: ["a"]),
        ])
        #expect(waves == [["c"], ["a", "b", "d"]])
    }

    @Test("one that is given twice starts once, after all that either waits for")
    func twice() {
        let waves = StartOrder.waves([
            .fixture("shop", uses: ["stock"]), .fixture("stock"), .fixture("mail"), .fixture("shop", uses: ["mail"]),
        ])
        #expect(waves == [["mail", "stock"], ["shop"]])
    }

    @Test("a dependency on an automaton that isn't given makes nobody wait")
    func absent() {
        #expect(StartOrder.waves([.fixture("shop", uses: ["gone"])]) == [["shop"]])
    }
}
