import OCI

extension Catalogue {
    /// What is Linux's own: OCI runtime-spec, config-linux.md.
    static let linux: [Parameter] = [
        .emergences(
            "linux.namespaces", .any, default: .value(["pid", "network", "mount", "ipc", "uts", "user", "cgroup"]),
            doc: "All namespaces, each instance's own."),
        .emergences(
            "linux.uidMappings", .any, default: .computed("0 to the instance's own 65,536 ids"),
            doc: "Which users of the host the instance's users are."),
        .emergences(
            "linux.gidMappings", .any, default: .computed("as linux.uidMappings"),
            doc: "Which groups of the host the instance's groups are."),
        .emergences(
            "linux.cgroupsPath", .string, default: .computed("the host's parent and the instance's name"),
            doc: "The instance's control group."),
        .emergences(
            "linux.maskedPaths", .any, default: .value(.array(maskedPaths.map { .string($0) })),
            doc: "What can't be read inside."),
        .emergences(
            "linux.readonlyPaths", .any, default: .value(.array(readonlyPaths.map { .string($0) })),
            doc: "What can't be written inside."),
        .emergences(
            "linux.seccomp", .any, default: .computed("compiled for the capabilities, the kernel and the processor"),
            doc: "Which system calls are allowed."),
        .emergences("linux.rootfsPropagation", .string, default: .omitted, doc: "How mounts pass to the host."),
        .emergences(
            "linux.resources.devices", .any, default: .computed("none but the standard ones"),
            doc: "Which devices may be used."),
        .operators(
            "linux.resources.memory.limit", .bytes, default: .computed("orchestrator.resources.memory.limit"),
            doc: "The most memory, in bytes."),
        .operators(
            "linux.resources.memory.swap", .bytes, default: .computed("the memory limit: no swap"),
            doc: "The most memory and swap together, in bytes."),
        .operators(
            "linux.resources.cpu.quota", .integer(1000...Int64.max),
            default: .computed("orchestrator.resources.cpu.limit times the period"),
            doc: "The most processor time in a period, in microseconds."),
        .emergences(
            "linux.resources.cpu.period", .integer(1000...1_000_000),
            default: .computed("100,000 where there is a quota"),
            doc: "The period of the quota, in microseconds."),
        .operators(
            "linux.resources.cpu.shares", .integer(2...262_144),
            default: .computed("1024 times orchestrator.resources.cpu.request"),
            doc: "The share of processor time where it is short."),
        .operators(
            "linux.resources.pids.limit", .integer(-1...Int64.max), default: .value(2048),
            doc: "The most processes and threads; -1 for no limit."),
    ]

    private static let maskedPaths = [
        "/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
        "/proc/sched_debug", "/proc/scsi", "/proc/timer_list", "/proc/timer_stats",
        "/sys/devices/virtual/powercap", "/sys/firmware",
    ]

    private static let readonlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
}
