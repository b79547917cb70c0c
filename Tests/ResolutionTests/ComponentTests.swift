import ConfigurationGraph
import OCI
import Testing

@testable import Resolution

@Suite("Parameters beside config.json, and limits")
struct ComponentTests {
    @Test("limits for the Orchestrator become the control group's")
    func resources() throws {
        var world = World()
        world.give("orchestrator.resources.memory.limit", "256MiB")
        world.give("orchestrator.resources.cpu.limit", 0.5)
        world.give("orchestrator.resources.cpu.request", 2)
        let resources = try #require(try world.resolve().configuration.linux?.resources)
        #expect(resources.memory?.limit == 268_435_456)
        #expect(resources.memory?.swap == 268_435_456)
        #expect(resources.cpu?.quota == 50_000)
        #expect(resources.cpu?.period == 100_000)
        #expect(resources.cpu?.shares == 2048)
        #expect(resources.pids?.limit == 2048)
    }

    @Test("what is given as the control group's own wins")
    func ownLimit() throws {
        var world = World()
        world.give("orchestrator.resources.memory.limit", "256MiB")
        world.give("linux.resources.memory.limit", "128MiB")
        #expect(try world.resolve().configuration.linux?.resources?.memory?.limit == 134_217_728)
    }

    @Test("the image is pinned, so that another one is a difference whatever its configuration says")
    func image() throws {
        let resolved = try World().resolve()
        #expect(resolved.spec.parameters["image.manifest"] == .string("\(try digest(2))"))
        #expect(resolved.row("image.manifest")?.category == .encapsulated)
    }

    @Test("without limits there are none but on processes")
    func unlimited() throws {
        let resources = try #require(try World().resolve().configuration.linux?.resources)
        #expect(resources.memory == nil)
        #expect(resources.cpu?.quota == nil)
        #expect(resources.cpu?.period == nil)
    }

    @Test("values come in their normal form: seconds, bytes, names")
    func normalForm() throws {
        var world = World()
        world.give("orchestrator.stop.gracePeriod", "1m")
        world.give("orchestrator.stop.signal", "int")
        world.give("overwatch.log.maxSize", "1MiB")
        world.give("overwatch.readiness.interval", "500ms")
        let parameters = try world.resolve().spec.parameters
        #expect(parameters["orchestrator.stop.gracePeriod"] == 60)
        #expect(parameters["orchestrator.stop.signal"] == "SIGINT")
        #expect(parameters["overwatch.log.maxSize"] == 1_048_576)
        #expect(parameters["overwatch.readiness.interval"] == 0.5)
        #expect(parameters["overwatch.restart.policy"] == "always")
    }

    @Test("published ports come in their long form, names resolved")
    func publish() throws {
        var world = World()
        world.give("relay.ports", [["name": "dns", "containerPort": 53, "protocol": "udp"]])
        world.give("relay.publish", ["18080:8080", ["hostPort": 5353, "port": "dns", "address": "127.0.0.1"]])
        #expect(
            try world.resolve().spec.parameters["relay.publish"] == [
                ["hostPort": 18080, "port": 8080, "protocol": "tcp"],
                ["hostPort": 5353, "port": 53, "protocol": "udp", "address": "127.0.0.1"],
            ])
    }

    @Test("a name that is no port's, and a port given twice, are refused")
    func badPublish() throws {
        var world = World()
        world.give("relay.publish", ["18080:web", "127.0.0.1:80:1", "80:2"])
        #expect(try world.problems().map(\.parameter) == ["relay.publish", "relay.publish"])
    }

    @Test("an image's ports are its listening ports")
    func exposed() throws {
        var world = World()
        world.image.exposedPorts = ["53/udp": [:], "8080": [:]]
        let resolved = try world.resolve()
        #expect(
            resolved.spec.parameters["relay.ports"] == [
                ["containerPort": 53, "protocol": "udp"], ["containerPort": 8080, "protocol": "tcp"],
            ])
        #expect(resolved.configuration.annotations?["org.opencontainers.image.exposedPorts"] == "53/udp,8080")
    }

    @Test("labels win over the annotations that follow from the image")
    func labels() throws {
        var world = World()
        world.image.labels = ["org.opencontainers.image.os": "mine", "vendor.x": "y"]
        let annotations = try #require(try world.resolve().configuration.annotations)
        #expect(
            annotations == [
                "org.opencontainers.image.os": "mine", "org.opencontainers.image.architecture": "amd64",
                "vendor.x": "y",
            ])
    }

    @Test("dependencies are a parameter, with the place where they are written")
    func dependencies() throws {
        var world = World()
        world.shop.dependencies = [
            Automaton.Dependency(automaton: "stock", alias: "s", location: line(7, of: "shop.yaml"))
        ]
        let row = try #require(try world.resolve().row("relay.dependencies"))
        #expect(row.value == [["automaton": "stock", "alias": "s", "startOrder": true]])
        #expect(row.origin == .node(shopAutomaton, revision: Revision(1), location: line(7, of: "shop.yaml")))
    }
}
