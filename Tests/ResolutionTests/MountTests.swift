import ConfigurationGraph
import OCI
import Testing

@testable import Resolution

@Suite("Mounts")
struct MountTests {
    @Test("a volume is bound from the bundle, and the row names where the automaton mounts it")
    func volume() throws {
        var world = World()
        world.mount("state", at: "/data")
        let resolved = try world.resolve()
        #expect(
            resolved.mount(at: "/data")
                == .init(
                    destination: "/data", type: "bind", source: "volumes/state",
                    options: ["rbind", "rprivate", "nosuid", "nodev"]))
        #expect(
            resolved.row("mounts./data")?.origin
                == .node(shopAutomaton, revision: Revision(1), location: line(5, of: "shop.yaml")))
    }

    @Test("a volume is read-only if its own declaration or the mount says so", arguments: [true, false])
    func readonly(bySetting: Bool) throws {
        var world = World()
        let setting = Setting(parameter: "volume.readonly", value: true, location: line(9, of: "volume.yaml"))
        world.mount("state", at: "/data", readonly: !bySetting, settings: bySetting ? [setting] : [])
        #expect(try world.resolve().mount(at: "/data")?.options?.last == "ro")
    }

    @Test("an image's volumes live as long as the container, unless a state volume is there")
    func ephemeral() throws {
        var world = World()
        world.image.volumes = ["/cache/": [:], "/data": [:], "/var/lib": [:]]
        world.mount("state", at: "/data")
        let resolved = try world.resolve()
        #expect(resolved.spec.parameters["image.config.Volumes"] == ["/cache", "/var/lib"])
        #expect(resolved.mount(at: "/cache")?.source == "ephemeral/0")
        #expect(resolved.mount(at: "/var/lib")?.source == "ephemeral/1")
        #expect(resolved.mount(at: "/data")?.source == "volumes/state")
        #expect(resolved.row("mounts./cache")?.origin == .imageConfig(try digest(1)))
    }

    @Test("the system's mounts come first, and every other after those that it lies in")
    func order() throws {
        var world = World()
        world.mount("inner", at: "/a/b/c")
        world.mount("outer", at: "/a")
        world.give("mounts", [["destination": "/a/b", "type": "tmpfs", "source": "tmpfs"]])
        let destinations = try #require(try world.resolve().configuration.mounts?.map(\.destination))
        #expect(
            Array(destinations.prefix(7))
                == ["/proc", "/dev", "/dev/pts", "/dev/shm", "/dev/mqueue", "/sys", "/sys/fs/cgroup"])
        let places = try ["/a", "/a/b", "/a/b/c"].map { try #require(destinations.firstIndex(of: $0)) }
        #expect(places == places.sorted())
    }

    @Test(
        "a mount that would hide the system's is refused",
        arguments: ["/", "/proc", "/proc/self", "/dev", "/sys/fs", "/etc/hosts"])
    func hidden(destination: String) throws {
        var world = World()
        world.give("mounts", [["destination": .string(destination), "type": "tmpfs"]])
        #expect(try world.problems().map(\.parameter) == ["mounts.\(destination)"])
    }

    @Test("the source of a bind mount is an absolute path of the host")
    func relativeSource() throws {
        var world = World()
        world.give("mounts", [["destination": "/x", "type": "bind", "source": "volumes/other"]])
        #expect(try world.problems().map(\.parameter) == ["mounts./x"])
    }

    @Test(
        "a volume that shouldn't stay is refused, one that should isn't",
        arguments: [("delete", 1), ("snapshot", 1), ("keep", 0)])
    func retain(value: String, count: Int) throws {
        var world = World()
        let retain = Setting(parameter: "volume.retain", value: .string(value), location: line(9, of: "volume.yaml"))
        world.mount("state", at: "/data", settings: [retain])
        let problems = try world.problems()
        #expect(problems.map(\.parameter) == Array(repeating: "volume.retain", count: count))
        #expect(problems.allSatisfy { $0.location == retain.location && $0.message.contains("delete --volumes") })
    }

    @Test("a size that nothing holds a volume to is refused")
    func size() throws {
        var world = World()
        let size = Setting(parameter: "volume.size", value: "1GiB", location: line(9, of: "volume.yaml"))
        world.mount("state", at: "/data", settings: [size])
        let problem = try #require(try world.problems().first)
        #expect(problem.node == NodeID(.volume, "state"))
        #expect(problem.location == size.location)
    }
}
