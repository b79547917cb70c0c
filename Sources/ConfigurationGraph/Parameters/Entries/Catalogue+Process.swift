import OCI

extension Catalogue {
    /// What the process is: OCI runtime-spec, config.md, "Process".
    static let process: [Parameter] = [
        .operators(
            "process.args", .list(.string), .required, default: .none,
            doc: "The whole command, in place of the image's Entrypoint and Cmd together."),
        .operators(
            "process.env", .environment, default: .value(.array([.string("PATH=" + standardPath)])),
            doc: "Variables, as NAME=VALUE; merged by name, over the image's Env."),
        .operators(
            "process.cwd", .path, default: .value("/"), doc: "The working directory, over the image's WorkingDir."),
        .emergences(
            "process.terminal", .bool, default: .value(false),
            doc: "Whether the process has a terminal; true in debug mode."),
        .emergences(
            "process.consoleSize", .object(["height": .count, "width": .count]),
            doc: "The terminal's size, set by who attaches."),
        .emergences(
            "process.user", .object(["uid": .word, "gid": .word]), default: .value(["uid": 0, "gid": 0]),
            doc: "Who the process runs as, inside: the image's User, looked up in its own files."),
        .emergences(
            "process.user.additionalGids", .list(.word),
            doc: "Further groups: those that the image's group file puts a named User in."),
        .operators(
            "process.user.umask", .integer(0...0o777),
            doc: "Which permissions new files don't get, as a decimal number: 18 is 022."),
        .operators(
            "process.rlimits",
            .list(
                .object(["type": .choice(limits), "soft": .count, "hard": .count], required: ["type", "soft", "hard"])),
            merging: .elements(by: "type"), doc: "Limits of the process (getrlimit(2)); merged by type."),
        .operators(
            "process.noNewPrivileges", .bool, default: .value(true),
            weakening: Weakening(values: .only(false), reason: "setuid programs gain privileges"),
            doc: "Whether setuid programs gain nothing."),
        .emergences(
            "process.apparmorProfile", .string,
            default: .computed("a container profile that is loaded on the host; left out where there is none"),
            doc: "What AppArmor lets the process do."),
        .emergences(
            "process.selinuxLabel", .string,
            default: .computed("container_t with a pair of categories of the instance's own, on a host with SELinux"),
            doc: "What SELinux lets the process do."),
        .emergences(
            "process.oomScoreAdj", .integer(-1000...1000),
            doc: "How readily the kernel kills the process when memory is short."),
    ]

    /// Where programs are found if nobody says otherwise.
    public static let standardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// Linux's limits by name (getrlimit(2)).
    private static let limits = [
        "RLIMIT_AS", "RLIMIT_CORE", "RLIMIT_CPU", "RLIMIT_DATA", "RLIMIT_FSIZE", "RLIMIT_LOCKS", "RLIMIT_MEMLOCK",
        "RLIMIT_MSGQUEUE", "RLIMIT_NICE", "RLIMIT_NOFILE", "RLIMIT_NPROC", "RLIMIT_RSS", "RLIMIT_RTPRIO",
        "RLIMIT_RTTIME", "RLIMIT_SIGPENDING", "RLIMIT_STACK",
    ]
}
