import ConfigurationGraph
import OCI
import Testing

@testable import Resolution

@Suite("What is refused")
struct RefusalTests {
    @Test("a host without /dev/mqueue can't share its queues") func queues() throws {
        var world = World()
        world.give("security.hostNamespaces", ["ipc"])
        #expect(try world.problems().isEmpty)
        world.host.features.messageQueues = false
        let problems = try world.problems()
        #expect(problems.map(\.parameter) == ["security.hostNamespaces"])
        #expect(problems.first?.message.contains("/dev/mqueue") == true)
    }

    @Test("everything wrong is told at once, each with its node and place")
    func allAtOnce() throws {
        var world = World(args: [])
        world.configure("odd", "process.terminal", true)
        world.configure("old", "process.envv", ["A=1"])
        world.shop.configurations = ["odd", "old"]
        world.give("root.readonly", "yes")
        let problems = try world.problems()
        #expect(
            problems.map(\.description) == [
                "odd.yaml:3:1: 'process.terminal' is Encapsulated: it is defined from within Emergence; leave it out",
                "old.yaml:3:1: 'process.envv' is no parameter; did you mean 'process.env'?",
                "shop.yaml:4:1: 'root.readonly' must be true or false, not 'yes'",
                "shop.yaml:1:1: 'process.args' is Required: neither the image nor a configuration gives a command",
            ])
        #expect(
            ResolutionFailure(problems: problems.reversed()).description.split(separator: "\n").map { $0.prefix(14) }
                == [
                    "odd.yaml:3:1: ", "old.yaml:3:1: ", "shop.yaml:1:1:", "shop.yaml:4:1:",
                ])
        #expect(
            problems.map(\.node?.description) == [
                "configuration/odd", "configuration/old", "automaton/shop", "automaton/shop",
            ])
    }

    @Test("a parameter of a parameter's is judged by itself")
    func nested() throws {
        var world = World()
        world.give("process", ["cwd": "srv", "user": ["uid": 1], "argz": []])
        #expect(try world.problems().map(\.parameter) == ["process.cwd", "process.user", "process.argz"])
    }

    @Test("a host without CNI plugins publishes nothing and reaches nobody, and says so")
    func noNetwork() throws {
        var world = World()
        world.host.features.network = false
        #expect(try world.problems().isEmpty)
        world.give("relay.publish", ["18080:8080"])
        world.shop.dependencies = [Automaton.Dependency(automaton: "stock", location: line(7, of: "shop.yaml"))]
        let problems = try world.problems()
        #expect(problems.map(\.parameter) == ["relay.publish", "relay.dependencies"])
        #expect(problems.allSatisfy { $0.message.contains("containernetworking-plugins") })
    }

    @Test("open files above the host's own limit are refused, at it they aren't", arguments: [(1024, 0), (1025, 1)])
    func openFiles(hard: Int64, count: Int) throws {
        var world = World()
        world.give("process.rlimits", [["type": "RLIMIT_NOFILE", "soft": 1, "hard": .integer(hard)]])
        #expect(try world.problems().count == count)
    }

    @Test("a limit lacks neither side, and the soft one isn't above the hard one")
    func oddLimits() throws {
        var world = World()
        world.give("process.rlimits", [["type": "RLIMIT_CORE", "soft": 1]])
        #expect(try world.problems().map(\.parameter) == ["process.rlimits[0]"])
        world.shop.settings = []
        world.give("process.rlimits", [["type": "RLIMIT_CPU", "soft": 2, "hard": 1]])
        world.configure("more", "process.rlimits", [["type": "RLIMIT_CORE", "soft": 2, "hard": 1]])
        world.shop.configurations = ["more"]
        let problems = try world.problems()
        #expect(problems.map(\.parameter) == ["process.rlimits.RLIMIT_CORE", "process.rlimits.RLIMIT_CPU"])
        #expect(problems.map(\.location) == [line(3, of: "more.yaml"), line(4, of: "shop.yaml")])
    }

    @Test("less memory than is asked for is refused; a request that nobody gave isn't asked for")
    func memory() throws {
        var world = World()
        world.give("orchestrator.resources.memory.limit", "32MiB")
        #expect(try world.problems().isEmpty)
        world.give("orchestrator.resources.memory.request", "64MiB")
        #expect(try world.problems().map(\.parameter) == ["orchestrator.resources.memory.request"])
    }

    @Test("what runtime-spec doesn't allow is refused, though its type is right")
    func specification() throws {
        var world = World()
        world.host = .able
        world.give("linux.intelRdt.memBwSchema", "70")
        let problem = try #require(try world.problems().first { $0.message.contains("runtime-spec") })
        #expect(problem.parameter == "linux.intelRdt.memBwSchema")
        #expect(problem.location == line(4, of: "shop.yaml"))
    }

    @Test("an image for another processor is refused")
    func platform() throws {
        var world = World()
        world.host.architecture = "arm64"
        #expect(try world.problems().map(\.parameter) == ["artefact"])
    }

    @Test("an automaton that isn't there is a failure that names it")
    func missing() throws {
        let request = ResolutionRequest(
            instance: "x-1", automaton: "x", host: .fixture, idBase: 0, debug: false)
        #expect(throws: ResolutionFailure.self) { try Resolver.resolve(request, in: World().graph) }
    }
}
