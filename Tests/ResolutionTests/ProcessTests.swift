import ConfigurationGraph
import OCI
import Testing

@testable import Resolution

@Suite("Rules of the process")
struct ProcessTests {
    @Test("Entrypoint and Cmd are the command where the operator gives none")
    func imageCommand() throws {
        var world = World(args: ["-f"])
        world.image.entrypoint = ["/bin/httpd"]
        let resolved = try world.resolve()
        #expect(resolved.configuration.process?.args == ["/bin/httpd", "-f"])
        #expect(resolved.row("process.args")?.origin == .imageConfig(try digest(1)))
    }

    @Test("the operator's command replaces both")
    func ownCommand() throws {
        var world = World(args: ["-f"])
        world.image.entrypoint = ["/bin/httpd"]
        world.give("process.args", ["/bin/sh"])
        #expect(try world.resolve().configuration.process?.args == ["/bin/sh"])
    }

    @Test("no command anywhere is a missing Required", arguments: [[], [""]])
    func noCommand(args: [String]) throws {
        let problems = try World(args: args).problems()
        #expect(problems.map(\.parameter) == ["process.args"])
    }

    @Test("variables merge by name, and each knows its giver")
    func environment() throws {
        var world = World()
        world.image.env = ["PATH=/bin", "LOG=info"]
        world.configure("quiet", "process.env", ["LOG=warn"], configures: [webArtefact])
        world.give("process.env", ["COLOUR=green"])
        let resolved = try world.resolve()
        #expect(resolved.configuration.process?.env == ["PATH=/bin", "LOG=warn", "COLOUR=green"])
        #expect(resolved.row("process.env.PATH")?.origin == .imageConfig(try digest(1)))
        #expect(
            resolved.row("process.env.LOG")?.origin
                == .node(NodeID(.configuration, "quiet"), revision: Revision(1), location: line(3, of: "quiet.yaml")))
    }

    @Test("an image without PATH gets the usual one")
    func path() throws {
        let row = try World().resolve().row("process.env.PATH")
        #expect(row?.origin == .catalogueDefault)
        #expect(row?.value?.string?.hasPrefix("/usr/local/sbin:") == true)
    }

    @Test("debug mode gives a terminal, and says its kind unless the image does")
    func debug() throws {
        var world = World()
        #expect(try world.resolve().configuration.process?.terminal == false)
        world.debug = true
        #expect(try world.resolve().configuration.process?.terminal == true)
        #expect(try world.resolve().row("process.env.TERM")?.value == "xterm")
        world.image.env = ["TERM=linux"]
        #expect(try world.resolve().row("process.env.TERM")?.value == "linux")
    }

    @Test("the working directory is the operator's, else the image's, else the root; null is the root again")
    func directory() throws {
        var world = World()
        #expect(try world.resolve().configuration.process?.cwd == "/")
        world.image.workingDir = "/srv"
        #expect(try world.resolve().configuration.process?.cwd == "/srv")
        world.give("process.cwd", "/data/")
        #expect(try world.resolve().configuration.process?.cwd == "/data")
        world.shop.settings = []
        world.give("process.cwd", .null)
        #expect(try world.resolve().configuration.process?.cwd == "/")
    }

    @Test("a relative WorkingDir, a bad Env and a bad port of an image are all named, with the image")
    func badImage() throws {
        var world = World()
        world.image.workingDir = "srv"
        world.image.env = ["=x"]
        world.image.exposedPorts = ["http": [:]]
        let problems = try world.problems()
        #expect(problems.map(\.parameter) == ["process.cwd", "process.env", "relay.ports"])
        #expect(problems.allSatisfy { $0.node?.kind == .imageConfig })
    }

    @Test("limits merge by type")
    func limits() throws {
        var world = World()
        let core: JSONValue = ["type": "RLIMIT_CORE", "soft": 0, "hard": 0]
        world.configure("few", "process.rlimits", [["type": "RLIMIT_NOFILE", "soft": 64, "hard": 64], core])
        world.shop.configurations = ["few"]
        world.give("process.rlimits", [["type": "RLIMIT_NOFILE", "soft": 128, "hard": 256]])
        let resolved = try world.resolve()
        #expect(
            resolved.configuration.process?.rlimits == [
                .init(type: "RLIMIT_NOFILE", soft: 128, hard: 256), .init(type: "RLIMIT_CORE", soft: 0, hard: 0),
            ])
        #expect(resolved.row("process.rlimits.RLIMIT_CORE")?.value == core)
    }
}
