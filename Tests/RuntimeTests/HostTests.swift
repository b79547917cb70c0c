import Foundation
import Testing

@testable import Runtime

@Suite("A host")
struct HostTests {
    @Test("is found with its runtime, and found alike the second time", .needsContainers)
    func facts() async throws {
        try await Sandbox.with { sandbox in
            for name in ["runc", "crun"] {
                let probe = HostProbe(state: sandbox.state, runtime: name)
                let facts = try await probe.facts()
                #expect(facts.runtime.kind.rawValue == name)
                #expect(facts.runtime.version.first?.isNumber == true)
                #expect(facts.conmonVersion.first?.isNumber == true)
                #expect(facts.cpus > 0 && facts.memory > 0 && facts.maximumOpenFiles > 0)
                #expect(try await probe.facts() == facts)
            }
            let fitting = try await HostProbe(state: sandbox.state).facts()
            #expect(fitting.runtime.kind == (fitting.controlGroups == .hybrid ? .runc : .crun))
        }
    }

    @Test("has its disks listed, by number, with whether they are shared by weight")
    func disks() async throws {
        try await Sandbox.with { sandbox in
            let (folder, costs) = (sandbox.state.path + "/block", sandbox.state.path + "/io.cost.qos")
            for (name, numbers, scheduler) in [
                ("sda", "8:0", "none [bfq]"), ("sdk", "8:160", "[none] bfq"), ("sdb", "8:16", "[mq-deadline] bfq"),
            ] {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/\(name)/queue", withIntermediateDirectories: true)
                try "\(numbers)\n".write(toFile: "\(folder)/\(name)/dev", atomically: true, encoding: .utf8)
                try scheduler.write(toFile: "\(folder)/\(name)/queue/scheduler", atomically: true, encoding: .utf8)
            }
            try "8:0 enable=0 ctrl=auto\n8:160 enable=1 ctrl=user\n".write(
                toFile: costs, atomically: true, encoding: .utf8)
            let found = Disks.found(in: folder, costs: costs)
            #expect(found.map(\.numbers) == ["8:0", "8:16", "8:160"])
            #expect(found.map(\.sharesByWeight) == [true, false, true])
            #expect(Disks.found(in: folder + "/none", costs: costs) == [])
        }
    }

    @Test("without the runtime asked for says what to do", .needsContainers)
    func noRuntime() async throws {
        try await Sandbox.with { sandbox in
            await #expect(throws: RuntimeError.self) {
                try await HostProbe(state: sandbox.state, runtime: "/nowhere/crun").facts()
            }
            let error = await #expect(throws: RuntimeError.self) {
                try await HostProbe(state: sandbox.state, runtime: "/bin/echo").facts()
            }
            #expect(error?.description.contains("neither crun nor runc") == true)
        }
    }

    @Test("gets a diagnosis in which all that isn't well has a remedy", .needsContainers)
    func doctor() async throws {
        try await Sandbox.with { sandbox in
            let checks = await Doctor(HostProbe(state: sandbox.state)).checks()
            #expect(Set(checks.map(\.name)).count == checks.count)
            #expect(checks.allSatisfy { $0.outcome == .ok || $0.remedy != nil })
            #expect(checks.first { $0.name == "container runtime" }?.outcome == .ok)
            #expect(checks.first { $0.name == "conmon" }?.outcome == .ok)
        }
    }

    @Test(
        "has its control groups told apart by what is mounted",
        arguments: [
            ([("/sys/fs/cgroup", "cgroup2", "rw")], ControlGroupLayout.v2),
            ([("/sys/fs/cgroup/memory", "cgroup", "rw,memory")], .v1),
            ([("/sys/fs/cgroup/memory", "cgroup", "rw,memory"), ("/sys/fs/cgroup/unified", "cgroup2", "rw")], .hybrid),
        ])
    func controlGroups(mounts: [(String, String, String)], layout: ControlGroupLayout) {
        let entries = mounts.map { MountTable.Entry(path: $0.0, type: $0.1, options: $0.2.split(separator: ",")) }
        #expect(ControlGroupHierarchies(entries).layout == layout)
    }

    @Test("has each controller where version 1 has it, or else in version 2's hierarchy")
    func controllers() {
        let entries = [("/one", "cgroup", "rw,cpu,cpuacct"), ("/two", "cgroup2", "rw")].map { path, type, options in
            MountTable.Entry(path: path, type: type, options: options.split(separator: ","))
        }
        #expect(ControlGroupHierarchies(entries).root(of: "cpuacct") == "/one")
        #expect(ControlGroupHierarchies(entries).root(of: "memory") == "/two")
        #expect(ControlGroupHierarchies([]).root(of: "memory") == nil)
    }
}
