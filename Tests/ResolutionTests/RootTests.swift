import ConfigurationGraph
import OCI
import Testing

@testable import Resolution

@Suite("Rules of the root filesystem")
struct RootTests {
    @Test(
        "the root is read-only if a state volume is mounted, unless the operator says otherwise",
        arguments: [
            (nil, false, false), (nil, true, true), (true, false, true), (false, true, false),
        ] as [(Bool?, Bool, Bool)])
    func readonly(given: Bool?, mounted: Bool, expected: Bool) throws {
        var world = World()
        if mounted { world.mount("state", at: "/data") }
        if let given { world.give("root.readonly", .bool(given)) }
        let row = try #require(try world.resolve().row("root.readonly"))
        #expect(row.value == .bool(expected))
        if given == nil {
            let reason = mounted ? "a state volume is mounted" : "no state volume is mounted"
            #expect(row.origin == .rule("root.readonly", reason: reason))
        } else {
            #expect(row.origin == .node(shopAutomaton, revision: Revision(1), location: line(4, of: "shop.yaml")))
        }
    }

    @Test("null leaves the key out, and the root can then be written")
    func null() throws {
        var world = World()
        world.mount("state", at: "/data")
        world.give("root.readonly", .null)
        let resolved = try world.resolve()
        #expect(resolved.configuration.root == .init(path: "rootfs"))
        let row = try #require(resolved.row("root.readonly"))
        #expect(row.value == nil)
        #expect(row.otherwise == true)
        #expect(resolved.mount(at: "/tmp") == nil)
    }

    @Test("a read-only root has memory where programs expect to write, unless something else is mounted there")
    func writable() throws {
        var world = World()
        world.mount("state", at: "/var/tmp")
        let resolved = try world.resolve()
        #expect(resolved.mount(at: "/tmp")?.type == "tmpfs")
        #expect(resolved.mount(at: "/run")?.type == "tmpfs")
        #expect(resolved.mount(at: "/var/tmp")?.source == "volumes/state")
    }

    @Test(
        "the host's name is the artefact's as a DNS label",
        arguments: [
            ("web", "web"), ("My_Web.App", "my-web-app"), ("--", "instance"), ("-a-", "a"),
            (String(repeating: "x", count: 70), String(repeating: "x", count: 63)),
        ])
    func hostname(name: String, label: String) {
        #expect(SpecBuilder.label(name) == label)
    }

    @Test("a host name that is none is refused", arguments: ["", "-a", "a b", String(repeating: "x", count: 65)])
    func badHostname(name: String) throws {
        var world = World()
        world.give("hostname", .string(name))
        #expect(try world.problems().map(\.parameter) == ["hostname"])
    }
}
