import Foundation
import Testing

extension EngineTests {
    @Suite("Declarations and what runs") struct LifeTests {
        @Test("a volume's content outlives down, up and another artefact, and goes with delete --volumes alone")
        func volume() async throws {
            try await Place.with { place in
                let yaml =
                    Services.idle(more: "volumes: [{name: state, destination: /data}]")
                    + "---\nkind: Volume\nname: state\n"
                let file = try place.declare(yaml)
                try await place.expect(0, "up", file)
                try await place.expect(0, "exec", "idle", "--", "/bin/sh", "-c", "echo kept > /data/file")
                try await place.expect(0, "down")
                _ = try place.declare(yaml, tag: "2")
                try await place.expect(0, "up", file)
                let content = try await place.expect(0, "exec", "idle", "--", "/bin/cat", "/data/file", "/etc/newer")
                #expect(content == "kept\n2")
                try await place.expect(0, "delete", file)
                #expect(place.names(in: "volumes") == ["state"])
                #expect(try place.leftovers() == [])
                try await place.expect(0, "up", file)
                #expect(try await place.expect(0, "exec", "idle", "--", "/bin/cat", "/data/file") == "kept\n")
                try await place.expect(0, "delete", "--volumes", file)
                #expect(place.names(in: "volumes") == [])
                let declared = ["automaton", "volume", "instance"]
                #expect(try await place.graph().filter { node in declared.contains { node.hasPrefix($0) } } == [])
            }
        }

        @Test("delete --volume removes what a volume holds that isn't declared any more, and no other")
        func removedVolume() async throws {
            try await Place.with { place in
                let file = try place.declare(
                    Services.idle(more: "volumes: [{name: state, destination: /data}]")
                        + "---\nkind: Volume\nname: state\n")
                try await place.expect(0, "up", file)
                let declared = try await place.expect(65, "delete", "--volume", "state")
                #expect(declared.contains("the volume 'state' is declared at \(file):"))
                try await place.expect(0, "delete", file)
                let error = try await place.expect(1, "delete", "--volume", "stats", "--volume", "state")
                #expect(error.contains("did you mean 'state'?"))
                #expect(place.names(in: "volumes") == ["state"])
                try await place.expect(0, "delete", "--volume", "state")
                #expect(place.names(in: "volumes") == [] && place.names(in: "tmp") == [])
                #expect(try await place.expect(1, "delete", "--volume", "state").contains("no volume has any"))
                // What is gone already is no obstacle.
                try await place.expect(0, "delete", "--volumes", file)
            }
        }

        @Test("apply deletes what the same set declared before, and nothing else")
        func sets() async throws {
            try await Place.with { place in
                let one = try place.declare(Services.idle("one") + "---\n" + Services.idle("two"), file: "one.yaml")
                try Services.idle("three").write(
                    toFile: place.folder + "/other.yaml", atomically: true, encoding: .utf8)
                try await place.expect(0, "up", one)
                try await place.expect(0, "up", place.folder + "/other.yaml")
                _ = try place.declare(Services.idle("one"), file: "one.yaml")
                let plan = try await place.expect(2, "plan", one)
                #expect(plan.contains("automaton/two  delete"))
                #expect(!plan.contains("three"))
                let told = try await place.expect(0, "apply", one)
                #expect(!told.contains("ready"), "what was ready before is no news")
                #expect(try await place.instances().map(\.instance) == ["one-1", "three-1"])
                #expect(place.bundles() == ["one-1", "three-1"])
                try await place.expect(0, "plan", one)
            }
        }

        @Test("rollback makes declarations and what runs what they were")
        func rollback() async throws {
            try await Place.with { place in
                let file = try place.declare(Services.web())
                try await place.expect(0, "up", file)
                let before = try await place.graph()
                let history = try await place.expect(0, "history", "-o", "json")
                let revisions = try #require(
                    try JSONSerialization.jsonObject(with: Data(history.utf8)) as? [[String: Any]])
                let revision = try #require(revisions.first?["revision"] as? Int)
                _ = try place.declare(Services.web(more: "relay: {hosts: [{ip: 192.0.2.1, names: [printer]}]}"))
                try await place.expect(0, "apply", file)
                #expect(try await place.expect(0, "exec", "web", "--", "/bin/cat", "/etc/hosts").contains("printer"))
                let changed = try await place.graph()
                let preview = try await place.expect(2, "rollback", "\(revision)", "--dry-run")
                #expect(preview.contains("automaton/web  update") && preview.contains("↻ web-1  restarts"))
                #expect(try await place.graph() == changed)
                let done = try await place.expect(0, "rollback", "\(revision)")
                #expect(done.hasSuffix(preview), "what was shown before is what is done")
                #expect(try await place.expect(0, "rollback", "\(revision)", "--dry-run").contains("no difference"))
                #expect(try await place.graph() == before)
                #expect(try await place.instance("web-1")?.state == "ready")
                #expect(try await !place.expect(0, "exec", "web", "--", "/bin/cat", "/etc/hosts").contains("printer"))
            }
        }

        @Test("backup and restore while everything runs")
        func backup() async throws {
            try await Place.with { place in
                let file = try place.declare(Services.idle())
                try await place.expect(0, "up", file)
                let before = try await place.graph()
                try await place.expect(0, "backup", place.folder + "/graph.backup")
                _ = try place.declare(Services.idle() + "---\n" + Services.idle("later"))
                try await place.expect(0, "up", file)
                try await place.expect(0, "restore", place.folder + "/graph.backup")
                #expect(try await place.graph() == before)
                // What runs follows with the next up.
                try await place.expect(0, "up")
                #expect(place.bundles() == ["idle-1"])
            }
        }

        @Test("restore brings back what was declared, and says of instances what is the case now")
        func restoredStatuses() async throws {
            try await Place.with { place in
                let file = try place.declare(Services.idle())
                let backup = place.folder + "/graph.backup"
                try await place.expect(0, "up", file)
                try await place.expect(0, "backup", backup)
                // Another process runs by now.
                try await place.expect(0, "restart", "idle")
                let restarted = try await place.instance("idle-1")
                try await place.expect(0, "restore", backup)
                #expect(try await place.instance("idle-1") == restarted)
                // None runs by now.
                try await place.expect(0, "stop", "idle")
                try await place.expect(0, "restore", backup)
                #expect(try await place.instance("idle-1")?.state == "stopped")
                try await place.expect(0, "delete", file)
                try await place.expect(0, "restore", backup)
                let deleted = try #require(try await place.instance("idle-1"))
                #expect(deleted.state == "pending" && deleted.pid == nil && deleted.startedAt == nil)
                try await place.expect(0, "up")
                let running = try #require(try await place.instance("idle-1"))
                // The graph was lost, and what it said ran on.
                for name in place.names(in: "") where name.hasPrefix("graph.sqlite") {
                    try FileManager.default.removeItem(atPath: "\(place.state)/\(name)")
                }
                try await place.expect(0, "restore", backup)
                let found = try #require(try await place.instance("idle-1"))
                #expect(found.state == "running" && found.pid == running.pid && found.addresses == running.addresses)
            }
        }

        @Test("two state directories don't disturb each other")
        func twoPlaces() async throws {
            try await Place.with { one in
                try await Place.with { two in
                    for place in [one, two] {
                        let port = place.state == one.state ? 20011 : 20012
                        try await place.expect(
                            0, "up", try place.declare(Services.web(more: "relay: {publish: [\"\(port):8080\"]}")))
                    }
                    try await one.expect(0, "down")
                    #expect(try await two.page("127.0.0.1:20012") == "hello")
                    #expect(try await one.page("127.0.0.1:20011") == nil)
                    #expect(try await two.instance("web-1")?.state == "ready")
                }
            }
        }

        @Test("a dependant starts after what it depends on, finds it by name, and is told of a new address")
        func dependencies() async throws {
            try await Place.with { place in
                let file = try place.declare(
                    Services.web("front", more: "relay: {dependencies: [{automaton: back, alias: store}]}") + "---\n"
                        + Services.web("back"))
                let program = try place.begin("up", file)
                #expect(try await program.status() == 0, "\(program.errors)")
                let lines = program.errors.split(separator: "\n").map(String.init)
                let ready = try #require(lines.firstIndex { $0.contains("back-1: ready") })
                let starting = try #require(lines.firstIndex { $0.contains("front-1: starting") })
                #expect(ready < starting)
                func hosts() async throws -> String {
                    try await place.expect(0, "exec", "front", "--", "/bin/cat", "/etc/hosts")
                }
                let first = try #require(try await place.instance("back-1")?.addresses.first)
                #expect(try await hosts().contains("\(first)\tstore back\n"))
                try await place.expect(0, "restart", "back")
                let second = try #require(try await place.instance("back-1")?.addresses.first)
                #expect(try await hosts().contains("\(second)\tstore back\n"))
            }
        }

        @Test("published ports move between running instances in one apply")
        func movedPorts() async throws {
            try await Place.with { place in
                func declare(_ one: Int, _ two: Int?) throws -> String {
                    func relay(_ port: Int?) -> String {
                        port.map { "relay: {publish: [\"\($0):8080\"]}" } ?? ""
                    }
                    return try place.declare(
                        Services.web("one", more: relay(one)) + "---\n" + Services.web("two", more: relay(two)))
                }
                try await place.expect(0, "up", try declare(20031, nil))
                for (one, two) in [(20032, 20031), (20031, 20032)] {
                    try await place.expect(0, "apply", try declare(one, two))
                    let ports = try await place.expect(0, "ps", "-o", "json")
                    #expect(ports.contains("\(one):8080") && ports.contains("\(two):8080"))
                    for port in [one, two] { #expect(try await place.page("127.0.0.1:\(port)") == "hello") }
                }
            }
        }

        @Test("what is declared isn't replaced by hand, until nobody declares it any more")
        func declaredArtefact() async throws {
            try await Place.with { place in
                let file = try place.declare(Services.idle())
                try await place.expect(0, "up", file)
                let before = try await place.graph()
                let other = try Image.reference(tag: "2")
                let error = try await place.expect(65, "forge", "image", other, "--name", "box")
                #expect(error.contains("the artefact 'box' is declared by '\(file)', as another"), "\(error)")
                #expect(try await place.graph() == before)
                // The very same is no other.
                try await place.expect(0, "forge", "image", try Image.reference(), "--name", "box")
                #expect(try await place.expect(0, "plan", file) == "no difference\n")
                #expect(try await place.graph() == before)
                try await place.expect(0, "delete", file)
                try await place.expect(0, "forge", "image", other, "--name", "box")
                // Whoever declares it now gets what is declared.
                try await place.expect(0, "up", file)
                try await place.expect(65, "forge", "image", other, "--name", "box")
            }
        }

        @Test("names of relay.ports can be published")
        func namedPort() async throws {
            try await Place.with { place in
                let relay = "relay: {ports: [{name: http, containerPort: 8080}], publish: [\"20021:http\"]}"
                try await place.expect(0, "up", try place.declare(Services.web(more: relay)))
                #expect(try await place.page("127.0.0.1:20021") == "hello")
            }
        }
    }
}
