/// The rules for what is Linux's own (runtime-spec, config-linux.md and schema/config-linux.json).
enum LinuxShapes {
    static let linux = Shape.object([
        "devices": .array(of: device),
        "netDevices": .map(of: .object(["name": .string])).and(.networkDevice) { value in
            value[""] == nil ? nil : "a network device has no name"
        },
        "uidMappings": .array(of: RuntimeShapes.idMapping), "gidMappings": .array(of: RuntimeShapes.idMapping),
        "namespaces": .array(
            of: .object(
                ["type": .word(namespaces), "path": .absolutePath], needs: "type")
        ).distinct(by: "type", .distinctNamespaces),
        "resources": ResourceShapes.resources, "cgroupsPath": .string,
        "rootfsPropagation": .word("private", "shared", "slave", "unbindable"),
        "seccomp": SeccompShapes.seccomp, "sysctl": .stringMap,
        "maskedPaths": .array(of: .absolutePath), "readonlyPaths": .array(of: .absolutePath), "mountLabel": .string,
        "intelRdt": intelRdt, "memoryPolicy": memoryPolicy,
        "personality": Shape.object(["domain": .word("LINUX", "LINUX32"), "flags": .strings])
            .needsOne(of: "domain", by: .personalityDomain),
        "timeOffsets": .object(["boottime": offset, "monotonic": offset]),
    ])

    static let namespaces = ["mount", "pid", "network", "uts", "ipc", "user", "cgroup", "time"]
    /// Permission bits alone: setuid and its kin are no permission.
    static let fileMode = Shape.whole(0...0o777)

    private static let device = Shape.object(
        [
            "type": .word("c", "b", "u", "p"), "path": .absolutePath, "fileMode": fileMode, "major": .whole(Int64.self),
            "minor": .whole(Int64.self), "uid": .whole(UInt32.self), "gid": .whole(UInt32.self),
        ], needs: "type", "path"
    ).and(.deviceNumbers) { value in
        guard value["type"]?.string != "p", value["major"] == nil || value["minor"] == nil else { return nil }
        return "it needs a major and a minor number"
    }

    private static let line = Shape.string.and(.schemataLines) { value in
        value.string?.contains(where: \.isNewline) == true ? "it has more than one line" : nil
    }

    private static let intelRdt = Shape.object([
        "closID": .string, "schemata": .array(of: line), "l3CacheSchema": .string, "enableMonitoring": .bool,
        "memBwSchema": .text("a line that begins with MB:") { $0.hasPrefix("MB:") && !$0.utf8.contains(10) },
    ])

    private static let memoryPolicy = Shape.object([
        "mode": .word(
            "MPOL_DEFAULT", "MPOL_BIND", "MPOL_INTERLEAVE", "MPOL_WEIGHTED_INTERLEAVE", "MPOL_PREFERRED",
            "MPOL_PREFERRED_MANY", "MPOL_LOCAL"),
        "nodes": .string,
        "flags": .array(of: .word("MPOL_F_NUMA_BALANCING", "MPOL_F_RELATIVE_NODES", "MPOL_F_STATIC_NODES")),
    ]).needsOne(of: "mode", by: .memoryPolicyMode)

    private static let offset = Shape.object([
        "secs": .whole(Int64.self),
        "nanosecs": Shape.whole(UInt32.self).within(0...999_999_999, .nanoseconds),
    ])
}
