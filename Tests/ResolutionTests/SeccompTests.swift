import ConfigurationGraph
import OCI
import Testing

@testable import Resolution

@Suite("Which system calls are let through")
struct SeccompTests {
    @Test("every call is in one group alone")
    func groups() {
        let calls = SeccompProfile.groups.flatMap(\.calls)
        #expect(Set(calls).count == calls.count)
    }

    @Test("few rules say it all, as each costs time at each start")
    func rules() throws {
        let profile = try #require(try World().resolve().configuration.linux?.seccomp)
        #expect(profile.defaultAction == "SCMP_ACT_ERRNO")
        #expect(profile.defaultErrnoRet == 38)
        #expect(profile.architectures == ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"])
        let rules = try #require(profile.syscalls)
        #expect(rules.prefix(2).map(\.action) == ["SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO"])
        #expect(rules.prefix(2).map(\.errnoRet) == [nil, 1])
        #expect(rules.dropFirst(2).allSatisfy { $0.args?.count == 1 })
        #expect(rules.count == 14)
        #expect(rules[0].names.contains("chroot") && rules[1].names.contains("unshare"))
    }

    @Test("a capability lets its calls through, whatever their arguments")
    func capability() throws {
        var world = World()
        world.give("process.capabilities", ["add": ["CAP_SYS_ADMIN"], "drop": ["CAP_SYS_CHROOT"]])
        let resolved = try world.resolve()
        let rules = resolved.configuration.linux?.seccomp?.syscalls ?? []
        for call in ["clone", "clone3", "unshare", "mount", "bpf"] {
            #expect(rules.filter { $0.names.contains(call) }.map(\.action) == ["SCMP_ACT_ALLOW"], "\(call)")
        }
        #expect(rules.filter { $0.names.contains("chroot") }.map(\.errnoRet) == [1])
        #expect(
            resolved.row("linux.seccomp.syscalls")?.origin
                == .rule("linux.seccomp", reason: "compiled for CAP_SYS_ADMIN, kernel 6.1 and amd64"))
    }

    @Test("an old kernel's tracer could change filtered calls, so it takes a capability there")
    func kernel() throws {
        var world = World()
        world.host.kernelVersion = "4.7.9-generic"
        #expect(try world.refused().contains("ptrace"))
        world.give("process.capabilities", ["add": ["CAP_SYS_PTRACE"]])
        #expect(!(try world.refused().contains("ptrace")))
    }

    @Test("each architecture has its own calls")
    func architecture() {
        let arm = SeccompProfile.compiled(
            for: SeccompSetting(capabilities: [], kernel: KernelVersion(6, 1), architecture: "arm64"))
        #expect(arm.architectures == ["SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"])
        #expect(arm.syscalls?.first?.names.contains("cacheflush") == true)
        #expect(arm.syscalls?.contains { $0.names.contains("modify_ldt") } == false)
    }

    @Test("the operator lets single calls through, and the rule says so")
    func additions() throws {
        var world = World()
        world.give("security.seccomp.allow", ["keyctl", "clone"])
        let resolved = try world.resolve()
        let rules = resolved.configuration.linux?.seccomp?.syscalls ?? []
        for call in ["keyctl", "clone"] {
            #expect(rules.filter { $0.names.contains(call) }.map(\.action) == ["SCMP_ACT_ALLOW"])
        }
        #expect(
            resolved.row("linux.seccomp.syscalls")?.origin
                == .rule(
                    "linux.seccomp",
                    reason: "compiled for CAP_SYS_CHROOT, kernel 6.1 and amd64, with clone, keyctl allowed besides"))
    }

    @Test("unconfined there is no filter, and nothing to add to it")
    func unconfined() throws {
        var world = World()
        world.give("security.seccomp", "unconfined")
        #expect(try world.resolve().configuration.linux?.seccomp == nil)
        #expect(try world.resolve().row("linux.seccomp")?.value == nil)
        world.give("security.seccomp.allow", ["keyctl"])
        #expect(try world.problems().map(\.parameter) == ["security.seccomp.allow"])
    }

    @Test("a name that is no call is refused with what was meant")
    func unknownName() throws {
        var world = World()
        world.give("security.seccomp.allow", ["keyctrl"])
        let problem = try #require(try world.problems().first)
        #expect(problem.message.hasSuffix("did you mean 'keyctl'?"))
        #expect(problem.location == line(4, of: "shop.yaml"))
    }

    @Test("a host that can't filter is refused, unless that is asked for")
    func incapableHost() throws {
        var world = World()
        world.host.features.noSeccomp = "the kernel has no seccomp filters"
        let problem = try #require(try world.problems().first)
        #expect(problem.parameter == "security.seccomp")
        #expect(problem.message.contains("the kernel has no seccomp filters"))
        world.give("security.seccomp", "unconfined")
        #expect(try world.problems() == [])
    }

    @Test(
        "a kernel's release is compared by its first two numbers",
        arguments: [
            ("6.1.0-18-amd64", KernelVersion(6, 1)), ("4.8-rc1", KernelVersion(4, 8)),
            ("6.18.44", KernelVersion(6, 18)),
            ("unknown", KernelVersion(0, 0)),
        ])
    func release(text: String, version: KernelVersion) {
        #expect(KernelVersion(release: text) == version)
        #expect(KernelVersion(4, 8) < KernelVersion(4, 18) && KernelVersion(4, 18) < KernelVersion(5, 0))
    }
}

extension World {
    /// The calls that are answered with EPERM.
    fileprivate func refused() throws -> [String] {
        try resolve().configuration.linux?.seccomp?.syscalls?.first { $0.errnoRet == 1 && $0.args == nil }?.names ?? []
    }
}
