import OCI

extension Catalogue {
    /// What the process is: OCI runtime-spec, config.md, "Process".
    static let process: [Parameter] = [
        .operators(
            "process.args", .list(.string), .required, default: .none,
            doc: "The command and its arguments, in place of the image's Entrypoint and Cmd."),
        .operators(
            "process.env", .environment, default: .value(.array([.string("PATH=" + standardPath)])),
            doc: "Variables, as NAME=VALUE; merged by name, over the image's Env."),
        .operators(
            "process.cwd", .path, default: .value("/"), doc: "The working directory, over the image's WorkingDir."),
        .emergences(
            "process.terminal", .bool, default: .value(false),
            doc: "Whether the process has a terminal; true in debug mode."),
        .emergences("process.consoleSize", .any, default: .omitted, doc: "The terminal's size, set by who attaches."),
        .emergences(
            "process.user", .any, default: .value(["uid": 0, "gid": 0]),
            doc: "Who the process runs as, inside: the image's User, looked up in its own files."),
        .operators(
            "process.capabilities",
            .object(["add": .list(.choice(capabilities)), "drop": .list(.choice(capabilities))]),
            default: .omitted, merging: .grants,
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
        .operators(
            "process.rlimits",
            .list(
                .object(["type": .choice(limits), "soft": .integer(0...Int64.max), "hard": .integer(0...Int64.max)])),
            default: .omitted, merging: .elements(by: "type"), doc: "Limits of the process; merged by type."),
        .operators(
            "process.noNewPrivileges", .bool, default: .value(true), doc: "Whether setuid programs gain nothing."),
        .emergences("process.apparmorProfile", .string, default: .omitted, doc: "Where the host has AppArmor."),
        .emergences("process.selinuxLabel", .string, default: .omitted, doc: "Where the host has SELinux."),
        .emergences(
            "process.oomScoreAdj", .integer(-1000...1000), default: .omitted,
            doc: "How readily the kernel kills the process when memory is short."),
    ]

    private static let standardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

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

    /// Linux's limits by name (getrlimit(2)).
    private static let limits = [
        "RLIMIT_AS", "RLIMIT_CORE", "RLIMIT_CPU", "RLIMIT_DATA", "RLIMIT_FSIZE", "RLIMIT_LOCKS", "RLIMIT_MEMLOCK",
        "RLIMIT_MSGQUEUE", "RLIMIT_NICE", "RLIMIT_NOFILE", "RLIMIT_NPROC", "RLIMIT_RSS", "RLIMIT_RTPRIO",
        "RLIMIT_RTTIME", "RLIMIT_SIGPENDING", "RLIMIT_STACK",
    ]
}
