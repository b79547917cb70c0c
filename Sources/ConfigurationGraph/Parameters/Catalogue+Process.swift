import OCI

extension Catalogue {
    /// What the process is: OCI runtime-spec, config.md, "Process".
    static let process: [Parameter] = [
        .operators(
            "process.args", .list(.string), .required, default: .none,
            doc: "The command and its arguments; an image's Entrypoint and Cmd where nobody gives it."),
        .operators(
            "process.env", .environment, default: .value(.array([.string("PATH=" + standardPath)])),
            doc: "Variables, as NAME=VALUE; merged by name."),
        .operators("process.cwd", .path, default: .value("/"), doc: "The working directory; else the image's."),
        .emergences(
            "process.terminal", .bool, default: .computed("false; true in debug mode"),
            doc: "Whether the process has a terminal."),
        .emergences(
            "process.user", .any, default: .computed("the image's User, looked up in its own files; else 0:0"),
            doc: "Who the process runs as, inside."),
        .operators(
            "process.capabilities", .object(["add": .list(.string), "drop": .list(.string)]),
            default: .value(.array(defaultCapabilities.map { .string($0) })),
            doc: "Given as add and drop against the default; only a root user's process has any."),
        .operators(
            "process.rlimits",
            .list(
                .object(["type": .string, "soft": .integer(0...Int64.max), "hard": .integer(0...Int64.max)])),
            default: .omitted, doc: "Limits of the process, one of each type."),
        .operators(
            "process.noNewPrivileges", .bool, default: .value(true),
            doc: "Whether setuid programs gain nothing."),
        .emergences(
            "process.apparmorProfile", .string, default: .omitted, doc: "Where the host has AppArmor."),
        .emergences("process.selinuxLabel", .string, default: .omitted, doc: "Where the host has SELinux."),
        .emergences(
            "process.oomScoreAdj", .integer(-1000...1000), default: .omitted,
            doc: "How readily the kernel kills the process when memory is short."),
        .emergences(
            "process.consoleSize", .any, default: .omitted, doc: "The terminal's size, set by who attaches."),
    ]

    /// The PATH of a process whose image names none.
    public static let standardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// The least that ordinary images need: package managers' and servers' entry points change owners and users,
    /// and bind low ports. All of them hold inside the instance's own user namespace alone.
    public static let defaultCapabilities = [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_NET_BIND_SERVICE",
        "CAP_SETFCAP", "CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID", "CAP_SYS_CHROOT",
    ]
}

extension Parameter {
    /// An entry that the operator may give in automatons and configurations.
    static func operators(
        _ path: String, _ type: ParameterType, _ category: ParameterCategory = .optional, default: Default,
        component: Component = .emergence, kinds: Set<NodeKind> = [.automaton, .configuration], doc: String
    ) -> Parameter {
        Parameter(
            path, type, category, default: `default`, component: component, suppliedBy: "operator", kinds: kinds,
            doc: doc)
    }

    /// An entry that nobody may give.
    static func emergences(
        _ path: String, _ type: ParameterType, default: Default, component: Component = .emergence, doc: String
    ) -> Parameter {
        Parameter(
            path, type, .encapsulated, default: `default`, component: component, suppliedBy: "emergence",
            kinds: [.automaton, .configuration], doc: doc)
    }
}
