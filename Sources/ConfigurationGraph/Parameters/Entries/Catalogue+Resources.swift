import OCI

extension Catalogue {
    /// The limits of the control group: OCI runtime-spec, config-linux.md, "Control groups".
    static let resources: [Parameter] = memory + processors + disks + otherResources

    private static let memory: [Parameter] = [
        .operators(
            "linux.resources.memory.limit", .bytes, default: .computed("orchestrator.resources.memory.limit"),
            doc: "The most memory, in bytes."),
        .operators(
            "linux.resources.memory.reservation", .bytes,
            default: .computed("orchestrator.resources.memory.request, where that is given"),
            doc: "The memory that it keeps where memory is short, in bytes."),
        .operators(
            "linux.resources.memory.swap", .bytes, default: .computed("the memory limit: no swap"),
            doc: "The most memory and swap together, in bytes."),
        .operators(
            "linux.resources.memory.swappiness", .integer(0...100),
            doc: "How readily its memory is swapped; with cgroup v1 alone."),
        .emergences("linux.resources.memory.kernel", .bytes, doc: "Kernel memory: the specification deprecates it."),
        .emergences("linux.resources.memory.kernelTCP", .bytes, doc: "Memory of TCP buffers: cgroup v1's own."),
        .emergences(
            "linux.resources.memory.disableOOMKiller", .bool, doc: "Whether it hangs where memory ends: it is killed."),
        .emergences("linux.resources.memory.useHierarchy", .bool, doc: "cgroup v1's own; the runtime decides."),
        .emergences(
            "linux.resources.memory.checkBeforeUpdate", .bool, doc: "For updates: a limit is set by a new instance."),
    ]

    private static let processors: [Parameter] = [
        .operators(
            "linux.resources.cpu.shares", .integer(2...262_144),
            default: .computed("1024 times orchestrator.resources.cpu.request"),
            doc: "The share of processor time where it is short."),
        .operators(
            "linux.resources.cpu.quota", .integer(1000...Int64.max),
            default: .computed("orchestrator.resources.cpu.limit times the period"),
            doc: "The most processor time in a period, in microseconds."),
        .emergences(
            "linux.resources.cpu.period", .integer(1000...1_000_000),
            default: .computed("100,000 where there is a quota"),
            doc: "The period of the quota, in microseconds."),
        .emergences("linux.resources.cpu.burst", .count, doc: "How much quota may be saved up: none."),
        .emergences("linux.resources.cpu.realtimeRuntime", .count, doc: "Real-time scheduling: cgroup v1's own."),
        .emergences("linux.resources.cpu.realtimePeriod", .count, doc: "Real-time scheduling: cgroup v1's own."),
        .operators("linux.resources.cpu.cpus", .form(.numberList), doc: "The processors that it may run on."),
        .operators("linux.resources.cpu.mems", .form(.numberList), doc: "The memory nodes that it may use."),
        .emergences(
            "linux.resources.cpu.idle", .integer(0...1), doc: "Whether it runs only where nothing else does: no."),
        .operators(
            "linux.resources.pids.limit", .integer(-1...Int64.max), default: .value(2048),
            doc: "The most processes and threads; -1 for no limit."),
    ]

    private static let disks: [Parameter] =
        [
            .operators(
                "linux.resources.blockIO.weight", .integer(10...1000),
                doc: "Its share of disks where they are busy, under the scheduler bfq."),
            .emergences(
                "linux.resources.blockIO.leafWeight", .integer(10...1000), doc: "cgroup v1's CFQ, which is gone."),
            .operators(
                "linux.resources.blockIO.weightDevice",
                .list(
                    .object(
                        ["major": .count, "minor": .count, "weight": .integer(10...1000)],
                        required: ["major", "minor", "weight"])),
                doc: "Its share of single disks, by their numbers on the host, under the scheduler bfq."),
        ]
        + [
            ("throttleReadBpsDevice", "bytes read from a disk in a second"),
            ("throttleWriteBpsDevice", "bytes written to a disk in a second"),
            ("throttleReadIOPSDevice", "reads from a disk in a second"),
            ("throttleWriteIOPSDevice", "writes to a disk in a second"),
        ].map { name, what in
            .operators(
                "linux.resources.blockIO.\(name)",
                .list(
                    .object(["major": .count, "minor": .count, "rate": .count], required: ["major", "minor", "rate"])),
                doc: "The most \(what), by the disk's numbers on the host.")
        }

    private static let otherResources: [Parameter] = [
        .emergences(
            "linux.resources.devices", .any, default: .computed("none but the standard ones and security.devices"),
            doc: "Which devices may be used."),
        .operators(
            "linux.resources.hugepageLimits",
            .list(.object(["pageSize": .form(.pageSize), "limit": .bytes], required: ["pageSize", "limit"])),
            merging: .elements(by: "pageSize"), doc: "The most memory in huge pages, in bytes; merged by page size."),
        .emergences("linux.resources.network.classID", .word, doc: "A mark on its packets: cgroup v1's own."),
        .emergences(
            "linux.resources.network.priorities", .list(.object(["name": .string, "priority": .word])),
            doc: "Priorities of its packets: cgroup v1's own."),
        .operators(
            "linux.resources.rdma", .map(.object(["hcaHandles": .word, "hcaObjects": .word])),
            doc: "The most handles and objects of RDMA devices, by the device's name."),
        .emergences(
            "linux.resources.unified", .map(.string),
            doc: "Files of cgroup v2 by name: what has no parameter of its own isn't set."),
    ]
}
