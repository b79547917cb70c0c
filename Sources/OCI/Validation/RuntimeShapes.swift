/// The rules for a container's configuration (runtime-spec, config.md and schema/config-schema.json).
enum RuntimeShapes {
    static let configuration = Shape.object(
        [
            "ociVersion": version, "hooks": hooks, "annotations": .annotations, "hostname": .string,
            "domainname": .string, "mounts": .array(of: mount),
            "root": .object(["path": .string, "readonly": .bool], needs: "path"), "process": process,
            "linux": LinuxShapes.linux, "solaris": PlatformShapes.solaris, "windows": PlatformShapes.windows,
            "vm": PlatformShapes.vm, "zos": PlatformShapes.zos, "freebsd": PlatformShapes.freebsd,
        ], needs: "ociVersion"
    ).and(rulesForPOSIX)

    static let version = Shape.string.and(.version) { value in
        SemanticVersion.isOne(value.string ?? "") ? nil : "\(value.kind) is no version by SemVer 2.0.0"
    }

    private static let hooks = Shape.object([
        "prestart": .array(of: hook), "createRuntime": .array(of: hook), "createContainer": .array(of: hook),
        "startContainer": .array(of: hook), "poststart": .array(of: hook), "poststop": .array(of: hook),
    ])

    private static let hook = Shape.object(
        [
            "path": .absolutePath, "args": .strings, "env": .array(of: .variable),
            "timeout": .whole(1...Int128.max, as: "a whole number of seconds, 1 or more")
                .within(1...Int128(Int64.max), .hookTimeout),
        ], needs: "path")

    private static let mount = Shape.object(
        [
            "source": .string, "destination": .string, "options": .strings, "type": .string,
            "uidMappings": .array(of: idMapping), "gidMappings": .array(of: idMapping),
        ], needs: "destination")

    static let idMapping = Shape.object(
        ["containerID": .whole(UInt32.self), "hostID": .whole(UInt32.self), "size": .whole(UInt32.self)],
        needs: "containerID", "hostID", "size")

    private static let process = Shape.object(
        [
            "args": .strings, "commandLine": .string, "cwd": .string, "env": .array(of: .variable), "terminal": .bool,
            "consoleSize": .object(
                ["height": .whole(UInt64.self), "width": .whole(UInt64.self)], needs: "height", "width"),
            "user": .object([
                "uid": .whole(UInt32.self), "gid": .whole(UInt32.self), "umask": .whole(UInt32.self),
                "additionalGids": .array(of: .whole(UInt32.self)), "username": .string,
            ]),
            "capabilities": .object([
                "bounding": .strings, "permitted": .strings, "effective": .strings, "inheritable": .strings,
                "ambient": .strings,
            ]),
            "apparmorProfile": .string, "selinuxLabel": .string, "noNewPrivileges": .bool,
            "oomScoreAdj": .whole(Int128.min...Int128.max, as: "a whole number").within(-1000...1000, .adjustmentRange),
            "ioPriority": .object(
                [
                    "class": .word("IOPRIO_CLASS_RT", "IOPRIO_CLASS_BE", "IOPRIO_CLASS_IDLE"),
                    "priority": .whole(Int32.self),
                ], needs: "class"),
            "scheduler": scheduler,
            "rlimits": .array(of: limit).distinct(by: "type", .distinctLimits),
            "execCPUAffinity": .object(["initial": processors, "final": processors]),
        ], needs: "cwd")

    private static let limit = Shape.object(
        [
            "hard": .whole(UInt64.self), "soft": .whole(UInt64.self),
            "type": .text("RLIMIT_ and capital letters") { text in
                text.hasPrefix("RLIMIT_") && text.utf8.count > 7
                    && text.utf8.dropFirst(7).allSatisfy { (65...90).contains($0) }
            },
        ], needs: "type", "soft", "hard"
    ).and(.limitOrder) { value in
        guard let soft = value["soft"]?.whole, let hard = value["hard"]?.whole, soft > hard else { return nil }
        return "its soft limit \(soft) is above its hard limit \(hard)"
    }

    private static let scheduler = Shape.object(
        [
            "policy": .word(
                "SCHED_OTHER", "SCHED_FIFO", "SCHED_RR", "SCHED_BATCH", "SCHED_ISO", "SCHED_IDLE", "SCHED_DEADLINE"),
            "nice": .whole(Int32.self), "priority": .whole(Int32.self),
            "flags": .array(
                of: .word(
                    "SCHED_FLAG_RESET_ON_FORK", "SCHED_FLAG_RECLAIM", "SCHED_FLAG_DL_OVERRUN",
                    "SCHED_FLAG_KEEP_POLICY", "SCHED_FLAG_KEEP_PARAMS", "SCHED_FLAG_UTIL_CLAMP_MIN",
                    "SCHED_FLAG_UTIL_CLAMP_MAX")),
            "runtime": .whole(UInt64.self), "deadline": .whole(UInt64.self), "period": .whole(UInt64.self),
        ], needs: "policy")

    private static let processors = Shape.text("a list of processors, as 0-3,7") { text in
        text.utf8.allSatisfy { (48...57).contains($0) || ", -".utf8.contains($0) }
    }
}
