import ConfigurationGraph
import OCI
import Testing

@testable import Resolution

@Suite("What the host's runtime, control groups and disks can't act on")
struct RuntimeSupportTests {
    /// A parameter, its value, and runtimes with whether they act on it.
    static let cases: [(parameter: String, value: JSONValue, runtimes: [(String, String, String, acts: Bool)])] = [
        (
            "domainname", "shop",
            [("crun", "1.7", "v1", true), ("runc", "1.1.5", "v1", false), ("runc", "1.2.0", "v1", true)]
        ),
        (
            "process.execCPUAffinity", ["initial": "0"],
            [("crun", "1.18.2", "v2", false), ("crun", "1.19", "v2", true), ("runc", "1.3.0", "v2", true)]
        ),
        (
            "linux.netDevices", ["eth1": [:]],
            [("crun", "1.21", "v2", false), ("crun", "1.22", "v2", true), ("runc", "1.3.5", "v2", false)]
        ),
        (
            "linux.intelRdt.closID", "gold",
            [("runc", "1.0.3", "v1", false), ("runc", "1.1.0", "v1", true), ("crun", "1.9", "v1", false)]
        ),
        (
            "linux.resources.rdma", ["mlx5_0": ["hcaHandles": 2]],
            [("crun", "1.29", "v1", false), ("runc", "1.1.5", "v1", true)]
        ),
        (
            "linux.resources.blockIO.weight", 200,
            [
                ("crun", "1.8.1", "v1", false), ("crun", "1.8.1", "hybrid", false), ("crun", "1.8.1", "v2", true),
                ("crun", "1.8.2", "v1", true), ("runc", "1.1.5", "v1", true),
            ]
        ),
        (
            "linux.resources.blockIO.weightDevice", [["major": 8, "minor": 0, "weight": 200]],
            [("crun", "1.8.1", "v1", false), ("crun", "1.8.2", "v1", true)]
        ),
    ]

    @Test("is refused by a runtime that is too old, and not by one that isn't", arguments: cases)
    func versions(
        parameter: String, value: JSONValue, runtimes: [(String, String, String, acts: Bool)]
    ) throws {
        for (runtime, version, cgroups, acts) in runtimes {
            var world = World()
            world.host = .able
            world.host.features.runtime = runtime
            world.host.features.runtimeVersion = version
            world.host.features.cgroups = cgroups
            if cgroups == "v2" { world.host.features.controllers = ["io", "memory", "cpu"] }
            world.give(parameter, value)
            let found = try world.problems().filter { $0.message.hasPrefix("has no effect with \(runtime) \(version)") }
            #expect(found.isEmpty == acts, "\(runtime) \(version), \(cgroups)")
            #expect(found.allSatisfy { $0.location == line(4, of: "shop.yaml") })
        }
    }

    @Test("a disk that isn't there is refused, and so is a share of one that shares nothing")
    func disks() throws {
        var world = World()
        world.host = .able
        world.host.features.disks = [.init(numbers: "8:0", sharesByWeight: false)]
        world.give("linux.resources.blockIO.throttleReadBpsDevice", [["major": 8, "minor": 0, "rate": 1_000_000]])
        #expect(try world.problems().isEmpty)
        world.give("linux.resources.blockIO.throttleWriteBpsDevice", [["major": 8, "minor": 1, "rate": 1_000_000]])
        world.give("linux.resources.blockIO.weightDevice", [["major": 8, "minor": 0, "weight": 200]])
        world.give("linux.resources.blockIO.weight", 200)
        let problems = try world.problems()
        #expect(
            problems.map(\.parameter).sorted() == [
                "linux.resources.blockIO.throttleWriteBpsDevice", "linux.resources.blockIO.weight",
                "linux.resources.blockIO.weightDevice",
            ])
        #expect(problems.allSatisfy { $0.message.contains("8:") || $0.message.contains("bfq") })
        world.host.features.disks = [
            .init(numbers: "8:0", sharesByWeight: true), .init(numbers: "8:1", sharesByWeight: false),
        ]
        #expect(try world.problems().isEmpty)
    }
}
