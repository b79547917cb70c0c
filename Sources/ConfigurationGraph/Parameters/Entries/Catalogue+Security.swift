import OCI

extension Catalogue {
    /// The switches that weaken what protects the host and other instances; nothing else does, but what the
    /// specification itself gives to the operator (`process.capabilities`, `process.noNewPrivileges`, hooks, mounts).
    static let security: [Parameter] = [
        .weakens(
            "security.seccomp", .choice(["default", "unconfined"]), default: "default",
            Weakening(values: .only("unconfined"), reason: "all system calls of the kernel can be made"),
            "Whether system calls are filtered by Emergence's profile, or by none."),
        .weakens(
            "security.seccomp.allow", .list(.string), default: [],
            Weakening(values: .filled, reason: "system calls can be made that are filtered by default"),
            "System calls that are let through besides, by name, whatever their arguments."),
        .weakens(
            "security.apparmor", .choice(["default", "unconfined"]), default: "default",
            Weakening(values: .only("unconfined"), reason: "AppArmor doesn't confine the process"),
            "Whether the host's AppArmor confines the process."),
        .weakens(
            "security.selinux", .choice(["default", "unconfined"]), default: "default",
            Weakening(values: .only("unconfined"), reason: "SELinux doesn't confine the process"),
            "Whether the host's SELinux confines the process."),
        .weakens(
            "security.unmask", .list(.path), default: [],
            Weakening(values: .filled, reason: "files of the kernel can be read or written that are hidden by default"),
            "Paths that are taken out of linux.maskedPaths and linux.readonlyPaths."),
        .weakens(
            "security.hostNamespaces", .list(.choice(["network", "pid", "ipc", "uts", "cgroup"])), default: [],
            Weakening(values: .filled, reason: "the instance sees and shares what is the host's"),
            "The namespaces that it shares with the host; never the user namespace."),
        .weakens(
            "security.devices",
            .list(
                .either([
                    .path,
                    .object(
                        [
                            "path": .path, "type": .choice(["c", "b"]), "major": .count, "minor": .count,
                            "access": .choice(["r", "w", "rw", "rm", "wm", "rwm"]),
                        ], required: ["path", "type", "major", "minor"]),
                ])), default: [],
            Weakening(values: .filled, reason: "the process reaches devices of the host"),
            "Devices of the host that it may use: the path of a well-known one, or its path, type and numbers."),
    ]
}

extension Parameter {
    fileprivate static func weakens(
        _ path: String, _ type: ParameterType, default value: JSONValue, _ weakening: Weakening, _ doc: String
    ) -> Parameter {
        .operators(path, type, default: .value(value), weakening: weakening, doc: doc)
    }
}
