import ConfigurationGraph
import OCI
import Testing
import TestRandom

@testable import Resolution

@Suite("Debug variants")
struct DebugVariantTests {
    private func variant(_ world: World, program: [String] = [], busybox: String? = nil) throws -> ResolvedInstance {
        try DebugVariant(
            name: "shop-1-debug", original: "shop-1", host: world.host, idBase: 1_065_536, program: program,
            busybox: busybox
        ).resolve(try world.resolve().spec)
    }

    @Test("all but what must be its own is its original's, with the original's origins", arguments: PropertyRuns.seeds)
    func same(seed: UInt64) throws {
        let world = World.random(seed: seed)
        guard let original = try? world.resolve() else { return }
        let rows = try variant(world).spec.provenance
        let before = Dictionary(grouping: original.spec.provenance, by: \.path)
        let own: Set = [
            "process.terminal", "process.env.TERM", "linux.uidMappings", "linux.gidMappings", "linux.cgroupsPath",
            "relay.publish", "overwatch.restart.policy", "overwatch.readiness.type",
        ]
        for row in rows where before[row.path] != [row] {
            let isVolume = row.value?["source"]?.string?.hasPrefix("volumes/") == true
            #expect(own.contains(row.path) || isVolume, "\(row.path), seed \(seed)")
            guard case .rule = row.origin else {
                Issue.record("\(row.path) has no rule, seed \(seed)")
                continue
            }
        }
        #expect(Set(before.keys).subtracting(rows.map(\.path)).isEmpty, "seed \(seed)")
    }

    @Test("it has a terminal, ids and a control group of its own, and is never started anew")
    func own() throws {
        let resolved = try variant(World())
        #expect(resolved.configuration.process?.terminal == true)
        #expect(resolved.configuration.linux?.uidMappings?.first?.hostID == 1_065_536)
        #expect(resolved.configuration.linux?.cgroupsPath == "/emergence-test/shop-1-debug")
        #expect(resolved.spec.parameters["overwatch.restart.policy"] == "never")
        #expect(resolved.row("process.env.TERM")?.value == "xterm")
        #expect(resolved.row("process.terminal")?.otherwise == false)
    }

    @Test("it publishes nothing, and says why and what it would publish otherwise")
    func ports() throws {
        var world = World()
        world.give("relay.publish", ["18080:8080"])
        let row = try #require(try variant(world).row("relay.publish"))
        #expect(row.value == nil)
        #expect(row.otherwise?.array?.count == 1)
        #expect(row.origin == .rule("relay.publish", reason: "a port can be published once, and shop-1 has these"))
        #expect(try variant(world).spec.parameters["relay.publish"] == nil)
    }

    @Test("it reads state volumes and can't write to them")
    func volumes() throws {
        var world = World()
        world.mount("state", at: "/data")
        #expect(try world.resolve().mount(at: "/data")?.options?.contains("ro") == false)
        #expect(try variant(world).mount(at: "/data")?.options?.contains("ro") == true)
    }

    @Test("a shell is mounted read-only where PATH doesn't lead")
    func shell() throws {
        let resolved = try variant(World(), busybox: "/bin/busybox")
        let mount = try #require(resolved.mount(at: "/.emergence/busybox"))
        #expect(mount.source == "/bin/busybox")
        #expect(mount.options?.contains("ro") == true)
        let path = resolved.row("process.env.PATH")?.value?.string ?? ""
        #expect(!path.isEmpty && !path.contains(".emergence"))
    }

    @Test("another program can run in place of the original's")
    func program() throws {
        #expect(try variant(World(), program: ["/bin/sh"]).configuration.process?.args == ["/bin/sh"])
        #expect(try variant(World()).configuration.process?.args == ["/bin/httpd"])
    }
}
