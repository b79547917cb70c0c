import Foundation
import Testing

@testable import Runtime

/// What a host has, read of files as the kernel and vendors write them.
@Suite("What a host has") struct HostReadersTests {
    /// A folder with files in it, removed afterwards.
    private static func with(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/emergence-host-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (path, text) in files {
            let file = URL(fileURLWithPath: "\(folder)/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try body(folder)
    }

    @Test(
        "processors and memory are what control groups of either version leave of them",
        arguments: [
            (["cpu.max": "150000 100000\n", "memory.max": "1073741824\n"], 1.5, 1 << 30),
            (["cpu.max": "max 100000\n", "memory.max": "max\n"], nil, nil),
            (
                [
                    "cpu/cpu.cfs_quota_us": "50000\n", "cpu/cpu.cfs_period_us": "100000\n",
                    "memory/memory.limit_in_bytes": "4096\n",
                ], 0.5, 4096
            ),
            (["cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"], nil, nil),
            (["cpu.max": "0 0\n", "memory.max": "much\n"], nil, nil), (["cpu.max": ""], nil, nil),
        ] as [([String: String], Double?, Int64?)])
    func limits(files: [String: String], cpus: Double?, memory: Int64?) throws {
        try Self.with(files) { folder in
            #expect(HostCapacity.cpuLimit(in: folder) == cpus)
            #expect(HostCapacity.memoryLimit(in: folder) == memory)
        }
    }

    @Test("the disk of a state directory has room; one that isn't there says nothing")
    func storage() throws {
        try Self.with(["graph": ""]) { folder in
            let state = StateDirectory(folder)
            let room = try #require(HostCapacity.storage(of: state))
            let free = try #require(HostCapacity.freeShare(of: state))
            #expect(room > 0 && (0...1).contains(free))
        }
        #expect(HostCapacity.storage(of: StateDirectory("/nowhere/at/all")) == nil)
        #expect(HostCapacity.freeShare(of: StateDirectory("/nowhere/at/all")) == nil)
    }

    @Test("devices of the bus are counted by kind, vendor and model; what is no such device is none")
    func bus() throws {
        let files = [
            "a/class": "0x030200\n", "a/vendor": "0x10de\n", "a/device": "0x2330\n",
            "b/class": "0x030200\n", "b/vendor": "0x10de\n", "b/device": "0x2330\n",
            "c/class": "0x120000\n", "c/vendor": "0x1da3\n", "c/device": "0x1020\n",
            "d/class": "0x020000\n", "e/class": "nonsense", "f/vendor": "0x10de\n", "g/class": "0x030000\n",
        ]
        try Self.with(files) { folder in
            let found = HostDevices.found(specifications: [], bus: folder)
            #expect(found.map(\.kind) == ["accelerator", "display", "gpu"])
            #expect(found.map(\.count) == [1, 1, 2])
            #expect(found.last?.attributes == ["vendor": "10de", "device": "2330"])
            #expect(found[1].attributes == [:])
        }
        #expect(HostDevices.found(specifications: ["/nowhere"], bus: "/nowhere") == [])
    }

    @Test(
        "devices of CDI's specifications are counted by kind, 'all' is none of them, and what is no specification is none"
    )
    func specifications() throws {
        let files = [
            "gpu.json":
                #"{"cdiVersion": "0.6.0", "kind": "nvidia.com/gpu", "devices": [{"name": "0"}, {"name": "all"}]}"#,
            "more.json": #"{"cdiVersion": "0.6.0", "kind": "nvidia.com/gpu", "devices": [{"name": "1"}]}"#,
            "broken.json": "{", "empty.json": #"{"kind": "vendor.com/net"}"#, "nic.yaml": "kind: vendor.com/net",
            "list.json": "[]",
        ]
        try Self.with(files) { folder in
            let found = HostDevices.found(specifications: [folder, "/nowhere"], bus: "/nowhere")
            #expect(found.map(\.kind) == ["nvidia.com/gpu"] && found.map(\.count) == [2])
        }
    }
}
