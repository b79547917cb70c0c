import ConfigurationGraph
import OCI
import Testing

@testable import Resolution

@Suite("What a process may do")
struct PrivilegeTests {
    @Test("root's process has the default set, and nothing that it passes on")
    func root() throws {
        let capabilities = try #require(try World().resolve().configuration.process?.capabilities)
        #expect(capabilities.bounding?.count == 11)
        #expect(capabilities.effective == capabilities.bounding)
        #expect(capabilities.permitted == capabilities.bounding)
        #expect(capabilities.inheritable == [])
        #expect(capabilities.ambient == [])
    }

    @Test("a process of the image's own user has none, and its ids and groups")
    func user() throws {
        var world = World()
        world.image.user = "web"
        world.user = ImageUser(uid: 100, gid: 101, additionalGids: [7])
        let process = try #require(try world.resolve().configuration.process)
        #expect(process.user == .init(uid: 100, gid: 101, additionalGids: [7]))
        #expect(process.capabilities?.effective == [])
        #expect(process.capabilities?.permitted == [])
        #expect(process.capabilities?.bounding?.isEmpty == false)
    }

    @Test("an id that the instance hasn't is refused")
    func highID() throws {
        var world = World()
        world.image.user = "70000"
        world.user = ImageUser(uid: 70_000, gid: 0)
        #expect(try world.problems().map(\.parameter) == ["process.user"])
    }

    @Test("what is added and dropped merges by capability, and a rule says what was done")
    func changes() throws {
        var world = World()
        world.configure(
            "raw", "process.capabilities", ["add": ["CAP_NET_RAW", "CAP_SYS_TIME"], "drop": ["CAP_CHOWN"]])
        world.shop.configurations = ["raw"]
        world.give("process.capabilities", ["drop": ["CAP_SYS_TIME"]])
        let resolved = try world.resolve()
        let bounding = resolved.configuration.process?.capabilities?.bounding ?? []
        #expect(bounding.contains("CAP_NET_RAW"))
        #expect(!bounding.contains("CAP_SYS_TIME"))
        #expect(!bounding.contains("CAP_CHOWN"))
        let row = resolved.row("process.capabilities.CAP_SYS_TIME")
        #expect(row?.value == "drop")
        #expect(row?.origin == .node(shopAutomaton, revision: Revision(1), location: line(4, of: "shop.yaml")))
        #expect(
            resolved.row("process.capabilities.bounding")?.origin
                == .rule(
                    "process.capabilities.bounding",
                    reason: "the default with CAP_NET_RAW added, CAP_SYS_TIME dropped, CAP_CHOWN dropped"))
    }

    @Test("what weakens the isolation is known of the resolved instance, whoever gave it, and defaults weaken nothing")
    func weakened() throws {
        var world = World()
        world.mount("state", at: "/data")
        #expect(try world.resolve().spec.weakened.isEmpty)
        world.give("process.capabilities", ["add": ["CAP_SYS_NICE"], "drop": ["CAP_CHOWN"]])
        world.configure("open", "security.seccomp", "unconfined", configures: [shopAutomaton])
        let weakened = try world.resolve().spec.weakened
        #expect(weakened.map(\.parameter) == ["process.capabilities", "security.seccomp"])
        #expect(weakened.first?.value["add"] == ["CAP_SYS_NICE"])
    }

    @Test("ALL drops all but what is added besides")
    func all() throws {
        var world = World()
        world.give("process.capabilities", ["drop": ["ALL"], "add": ["CAP_KILL"]])
        #expect(try world.resolve().configuration.process?.capabilities?.bounding == ["CAP_KILL"])
    }

    @Test(
        "what isn't set is noted with the reason",
        arguments: ["process.apparmorProfile", "process.selinuxLabel"])
    func labels(path: String) throws {
        let row = try #require(try World().resolve().row(path))
        #expect(row.value == nil)
        guard case .rule(path, let reason) = row.origin else {
            Issue.record("\(row.origin) is no rule")
            return
        }
        #expect(!reason.isEmpty)
    }
}
