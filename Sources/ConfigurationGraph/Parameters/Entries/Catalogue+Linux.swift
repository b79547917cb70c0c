import OCI

extension Catalogue {
    /// What is Linux's own: OCI runtime-spec, config-linux.md.
    static let linux: [Parameter] = [
        .emergences(
            "linux.namespaces", .any, default: .value(["pid", "network", "mount", "ipc", "uts", "user", "cgroup"]),
            doc: "All namespaces, each instance's own, but those that security.hostNamespaces names."),
        .emergences(
            "linux.uidMappings", mappings, default: .computed("0 to the instance's own 65,536 ids"),
            doc: "Which users of the host the instance's users are."),
        .emergences(
            "linux.gidMappings", mappings, default: .computed("as linux.uidMappings"),
            doc: "Which groups of the host the instance's groups are."),
        .emergences(
            "linux.timeOffsets", .map(.object(["secs": .integer(Int64.min...Int64.max), "nanosecs": .word])),
            doc: "By how much its clocks differ: they don't, as it has no time namespace."),
        .emergences(
            "linux.devices", .any, default: .computed("those of security.devices"),
            doc: "Device nodes besides the standard ones, which the runtime makes."),
        .operators(
            "linux.netDevices", .map(.object(["name": .string])), merging: .members,
            weakening: Weakening(values: .filled, reason: "the host's network devices become the instance's"),
            doc: "Network devices of the host that are moved into the instance, by name, and their names there."),
        .emergences(
            "linux.cgroupsPath", .string, default: .computed("the host's parent and the instance's name"),
            doc: "The instance's control group."),
        .emergences(
            "linux.maskedPaths", .list(.path), default: .value(.array(maskedPaths.map { .string($0) })),
            doc: "What can't be read inside."),
        .emergences(
            "linux.readonlyPaths", .list(.path), default: .value(.array(readonlyPaths.map { .string($0) })),
            doc: "What can't be written inside."),
        .emergences(
            "linux.rootfsPropagation", .choice(["shared", "slave", "private", "unbindable"]),
            doc: "How mounts pass to the host: they don't."),
        .emergences(
            "linux.mountLabel", .string, default: .computed("container_file_t with the pair of process.selinuxLabel"),
            doc: "The SELinux label of its files."),
        .operators(
            "linux.personality",
            .object(
                ["domain": .choice(["LINUX", "LINUX32"]), "flags": .list(.string)], required: ["domain"]),
            merging: .replacing, doc: "The execution domain (personality(2)): LINUX32 shows a 32-bit kernel."),
        .operators(
            "linux.sysctl", .map(.string), default: .value([:]),
            doc: "Kernel parameters of its own namespaces, by name (sysctl(8)); merged by name."),
    ]

    /// What a processor's cache and memory do for it: OCI runtime-spec, config-linux.md, "IntelRdt", "MemoryPolicy".
    static let placementOfMemory: [Parameter] = [
        .operators("linux.intelRdt.closID", .string, doc: "The class of service, a folder of resctrl."),
        .operators("linux.intelRdt.schemata", .list(.string), doc: "Lines that are written to its schemata file."),
        .operators("linux.intelRdt.l3CacheSchema", .string, doc: "The schema of the L3 cache, as L3:0=f;1=f."),
        .operators("linux.intelRdt.memBwSchema", .string, doc: "The schema of memory bandwidth, as MB:0=70."),
        .operators("linux.intelRdt.enableMonitoring", .bool, doc: "Whether it has a monitoring group of its own."),
        .operators(
            "linux.memoryPolicy.mode",
            .choice([
                "MPOL_DEFAULT", "MPOL_BIND", "MPOL_INTERLEAVE", "MPOL_WEIGHTED_INTERLEAVE", "MPOL_PREFERRED",
                "MPOL_PREFERRED_MANY", "MPOL_LOCAL",
            ]), doc: "From which nodes it gets memory (set_mempolicy(2))."),
        .operators("linux.memoryPolicy.nodes", .form(.numberList), doc: "The nodes that the mode is about."),
        .operators(
            "linux.memoryPolicy.flags",
            .list(.choice(["MPOL_F_NUMA_BALANCING", "MPOL_F_RELATIVE_NODES", "MPOL_F_STATIC_NODES"])),
            doc: "How the nodes are read."),
    ]

    /// Which system calls may be made: OCI runtime-spec, config-linux.md, "Seccomp".
    static let seccomp: [Parameter] = [
        .emergences(
            "linux.seccomp", .any, default: .computed("compiled for the capabilities, the kernel and the processor"),
            doc: "Which system calls are allowed."),
        .emergences(
            "linux.seccomp.defaultAction", .string, default: .computed("SCMP_ACT_ERRNO"),
            doc: "What happens on a call that no rule names."),
        .emergences(
            "linux.seccomp.defaultErrnoRet", .word, default: .computed("EPERM, or ENOSYS"),
            doc: "The error that such a call returns."),
        .emergences(
            "linux.seccomp.architectures", .list(.string), default: .computed("the processor's, and its older ones"),
            doc: "The instruction sets that calls may come from."),
        .emergences("linux.seccomp.flags", .list(.string), doc: "Flags of the filter (seccomp(2))."),
        .emergences("linux.seccomp.listenerPath", .path, doc: "Where a supervisor listens: there is none."),
        .emergences("linux.seccomp.listenerMetadata", .string, doc: "What a supervisor is told: there is none."),
        .emergences(
            "linux.seccomp.syscalls", .any, default: .computed("the profile's rules"),
            doc: "The rules, by the calls' names."),
    ]

    private static let mappings = ParameterType.list(
        .object(["containerID": .word, "hostID": .word, "size": .word], required: ["containerID", "hostID", "size"]))

    private static let maskedPaths = [
        "/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
        "/proc/sched_debug", "/proc/scsi", "/proc/timer_list", "/proc/timer_stats",
        "/sys/devices/virtual/powercap", "/sys/firmware",
    ]

    private static let readonlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
}
