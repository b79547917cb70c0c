import OCI

extension Catalogue {
    /// What root's process may do: OCI runtime-spec, config.md, "Linux Process"; capabilities(7).
    static let privileges: [Parameter] = [
        .operators(
            "process.capabilities",
            .object(["add": .list(.choice(capabilities)), "drop": .list(.choice(capabilities))]), merging: .grants,
            weakening: Weakening(values: .additions, reason: "root's process may do more than by default"),
            doc: "What is added to and dropped from the default; ALL for all of them. Merged by capability."),
        .emergences(
            "process.capabilities.bounding", .list(.string),
            default: .value(.array(defaultCapabilities.map { .string($0) })),
            doc: "The most that the process can ever have."),
        .emergences(
            "process.capabilities.effective", .list(.string), default: .computed("as bounding for uid 0, else none"),
            doc: "What the process is checked by."),
        .emergences(
            "process.capabilities.permitted", .list(.string), default: .computed("as bounding for uid 0, else none"),
            doc: "What the process may make effective."),
        .emergences(
            "process.capabilities.inheritable", .list(.string), default: .value([]),
            doc: "What survives execve by file."),
        .emergences(
            "process.capabilities.ambient", .list(.string), default: .value([]), doc: "What survives execve by itself."),
    ]

    /// The least that ordinary images need: the entry points of servers change owners and users and bind low ports.
    /// All of them hold inside the instance's own user namespace alone.
    private static let defaultCapabilities = [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_NET_BIND_SERVICE",
        "CAP_SETFCAP", "CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID", "CAP_SYS_CHROOT",
    ]

    /// Linux's capabilities by name (capabilities(7)), and the word for all of them.
    public static let capabilities = [
        "ALL", "CAP_AUDIT_CONTROL", "CAP_AUDIT_READ", "CAP_AUDIT_WRITE", "CAP_BLOCK_SUSPEND", "CAP_BPF",
        "CAP_CHECKPOINT_RESTORE", "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID",
        "CAP_IPC_LOCK", "CAP_IPC_OWNER", "CAP_KILL", "CAP_LEASE", "CAP_LINUX_IMMUTABLE", "CAP_MAC_ADMIN",
        "CAP_MAC_OVERRIDE", "CAP_MKNOD", "CAP_NET_ADMIN", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST", "CAP_NET_RAW",
        "CAP_PERFMON", "CAP_SETFCAP", "CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID", "CAP_SYSLOG", "CAP_SYS_ADMIN",
        "CAP_SYS_BOOT", "CAP_SYS_CHROOT", "CAP_SYS_MODULE", "CAP_SYS_NICE", "CAP_SYS_PACCT", "CAP_SYS_PTRACE",
        "CAP_SYS_RAWIO", "CAP_SYS_RESOURCE", "CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_WAKE_ALARM",
    ]
}
