import ConfigurationGraph
import OCI
import Testing

@testable import Resolution

@Suite("Precedence")
struct PrecedenceTests {
    /// The givers of `orchestrator.stop.signal`, the weakest first, and what each gives.
    private static let ladder = ["SIGTERM", "SIGQUIT", "SIGHUP", "SIGINT", "SIGUSR1", "SIGUSR2", "SIGKILL"]

    @Test("of all givers the strongest wins, and taking it away restores the next", arguments: 0..<7)
    func ladder(count: Int) throws {
        var world = World()
        if count > 0 { world.image.stopSignal = Self.ladder[1] }
        if count > 1 { give(2, "artefact-wide", configures: webArtefact, in: &world) }
        if count > 2 { give(3, "automaton-wide", configures: shopAutomaton, in: &world) }
        if count > 3 { give(4, "first", in: &world) }
        if count > 4 { give(5, "second", in: &world) }
        if count > 5 { world.give("orchestrator.stop.signal", .string(Self.ladder[6])) }
        world.shop.configurations = ["first", "second"].filter { name in
            world.configurations.contains { $0.name == name }
        }
        #expect(try world.resolve().spec.parameters["orchestrator.stop.signal"] == .string(Self.ladder[count]))
    }

    private func give(_ step: Int, _ name: String, configures: NodeID? = nil, in world: inout World) {
        world.configure(
            name, "orchestrator.stop.signal", .string(Self.ladder[step]), configures: configures.map { [$0] } ?? [])
    }

    @Test("two configurations without order that disagree are a problem that names both")
    func disagreement() throws {
        var world = World()
        world.configure("loud", "process.env", ["LOG=debug", "A=1"], configures: [webArtefact])
        world.configure("quiet", "process.env", ["LOG=warn", "A=1"], configures: [webArtefact])
        let problem = try #require(try world.problems().first)
        #expect(try world.problems().count == 1)
        #expect(problem.parameter == "process.env.LOG")
        #expect(problem.message.contains("configuration/loud"))
        #expect(problem.message.contains("configuration/quiet"))
        #expect(problem.location == line(3, of: "quiet.yaml"))
    }

    @Test("two that agree, or that hold for different things, are none")
    func agreement() throws {
        var world = World()
        world.configure("a", "process.env", ["LOG=warn"], configures: [webArtefact])
        world.configure("b", "process.env", ["LOG=warn"], configures: [webArtefact])
        world.configure("c", "process.env", ["LOG=info"], configures: [shopAutomaton])
        #expect(try world.resolve().row("process.env.LOG")?.value == "info")
    }

    @Test("null takes the defaults and everything weaker away")
    func null() throws {
        var world = World()
        world.image.env = ["A=1"]
        world.configure("none", "process.env", .null)
        world.shop.configurations = ["none"]
        world.give("process.env", ["B=2"])
        world.give("linux.resources.pids.limit", .null)
        let resolved = try world.resolve()
        #expect(resolved.configuration.process?.env == ["B=2"])
        #expect(resolved.configuration.linux?.resources?.pids == nil)
        let row = try #require(resolved.row("linux.resources.pids.limit"))
        #expect(row.value == nil)
        #expect(row.origin == .node(shopAutomaton, revision: Revision(1), location: line(4, of: "shop.yaml")))
        #expect(row.otherwise == 2048)
    }
}
