import ConfigurationGraph
import OCI
import TestRandom

extension World {
    /// A world of random givers; most can be resolved.
    static func random(seed: UInt64) -> World {
        var random = SplitMix(state: seed)
        var world = World(args: ["/bin/httpd", "-f"])
        world.debug = .random(using: &random)
        world.image.env = ["PATH=/bin", "LOG=info"].filter { _ in .random(using: &random) }
        if Bool.random(using: &random) { world.image.volumes = ["/cache": [:], "/data": [:]] }
        if Bool.random(using: &random) { world.image.labels = ["vendor.name": "a.b", "x": ""] }
        if Bool.random(using: &random) {
            world.image.user = "web"
            world.user = ImageUser(uid: 7, gid: 8, additionalGids: [9])
        }
        if Bool.random(using: &random) { world.image.exposedPorts = ["8080/tcp": [:]] }
        for index in 0..<Int.random(in: 0...4, using: &random) {
            let (parameter, value) = givable.randomElement(using: &random) ?? ("process.cwd", "/")
            let isOrdered = Bool.random(using: &random)
            world.configure(
                "c\(index)", parameter, value,
                configures: isOrdered ? [] : [Bool.random(using: &random) ? webArtefact : shopAutomaton])
            if isOrdered { world.shop.configurations.append("c\(index)") }
        }
        for (parameter, value) in givable.shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random)) {
            world.give(parameter, value)
        }
        if Bool.random(using: &random) { world.mount("state", at: "/data", readonly: .random(using: &random)) }
        return world
    }

    private static let givable: [(String, JSONValue)] = [
        ("process.env", ["LOG=warn", "COLOUR=green", "DOTTED.NAME=a=b"]), ("process.env", .null),
        ("process.args", ["/bin/sh"]), ("process.cwd", "/srv"), ("root.readonly", true), ("root.readonly", .null),
        ("process.capabilities", ["add": ["CAP_NET_RAW"], "drop": ["CAP_KILL"]]),
        ("process.rlimits", [["type": "RLIMIT_CORE", "soft": 0, "hard": 1]]), ("hostname", "shop.local"),
        ("mounts", [["destination": "/opt/x.d", "type": "tmpfs", "source": "tmpfs"]]),
        ("hooks.poststop", [["path": "/bin/true", "timeout": 5]]),
        ("orchestrator.resources.memory.limit", "1GiB"), ("orchestrator.resources.cpu.limit", 1.5),
        ("linux.resources.pids.limit", .null), ("linux.resources.pids.limit", 100),
        ("relay.publish", ["18080:8080"]), ("relay.hosts", [["ip": "10.0.0.1", "names": ["a", "b"]]]),
        ("overwatch.readiness.interval", "250ms"), ("overwatch.restart.policy", "never"),
        ("orchestrator.stop.signal", 15),
    ]
}
