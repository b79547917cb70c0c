extension RuntimeConfiguration {
    /// The lowest version of runtime-spec that has every field and every name that is used here.
    ///
    /// What came with which version is in the specification's change log and in its history. A version that only made
    /// a rule clearer doesn't count.
    public var lowestVersion: String {
        newerUses.first { $0.isUsed }?.version ?? "1.0.0"
    }

    /// Whether what came with a version is used, the newest version first.
    private var newerUses: [(version: String, isUsed: Bool)] {
        [("1.3.0", uses13), ("1.2.1", uses121), ("1.2.0", uses12), ("1.1.0", uses11), ("1.0.2", uses102)]
    }

    private var uses13: Bool {
        linux?.netDevices != nil || linux?.memoryPolicy != nil || linux?.intelRdt?.schemata != nil
            || linux?.intelRdt?.enableMonitoring != nil
    }

    private var uses121: Bool {
        process?.execCPUAffinity != nil || linux?.seccomp?.uses(architectures: Self.architectures121) == true
    }

    private var uses12: Bool {
        mounts?.contains { !$0.destination.hasPrefix("/") || $0.uses(options: Self.options12) } == true
    }

    private var uses11: Bool {
        domainname != nil || process?.scheduler != nil || process?.ioPriority != nil
            || mounts?.contains { $0.isMapped || $0.uses(options: Self.options11) } == true
            || linux?.timeOffsets != nil || linux?.namespaces?.contains { $0.type == "time" } == true
            || linux?.resources?.uses11 == true || linux?.seccomp?.uses11 == true
    }

    private var uses102: Bool {
        hooks?.createRuntime != nil || hooks?.createContainer != nil || hooks?.startContainer != nil
            || process?.user?.umask != nil || linux?.personality != nil || linux?.intelRdt?.closID != nil
            || linux?.intelRdt?.memBwSchema != nil || linux?.resources?.rdma != nil
            || linux?.resources?.memory?.useHierarchy != nil || linux?.seccomp?.flags != nil
            || linux?.seccomp?.uses(actions: ["SCMP_ACT_LOG"]) == true
    }

    private static let architectures121: Set = [
        "SCMP_ARCH_LOONGARCH64", "SCMP_ARCH_M68K", "SCMP_ARCH_SH", "SCMP_ARCH_SHEB",
    ]
    private static let options12: Set = ["idmap", "ridmap"]
    /// Options that runtimes act on themselves, unlike those of mount(8) that they pass on.
    private static let options11: Set = [
        "ratime", "rdev", "rdiratime", "rexec", "rnoatime", "rnodev", "rnodiratime", "rnoexec", "rnorelatime",
        "rnostrictatime", "rnosuid", "rnosymfollow", "rrelatime", "rro", "rrw", "rstrictatime", "rsuid", "rsymfollow",
        "tmpcopyup",
    ]
}

extension RuntimeConfiguration.Mount {
    fileprivate var isMapped: Bool { uidMappings != nil || gidMappings != nil }

    fileprivate func uses(options: Set<String>) -> Bool {
        self.options?.contains(where: options.contains) == true
    }
}

extension RuntimeConfiguration.Resources {
    fileprivate var uses11: Bool {
        unified != nil || cpu?.burst != nil || cpu?.idle != nil || memory?.checkBeforeUpdate != nil
    }
}

extension RuntimeConfiguration.Seccomp {
    fileprivate func uses(architectures: Set<String>) -> Bool {
        self.architectures?.contains(where: architectures.contains) == true
    }

    fileprivate func uses(actions: Set<String>) -> Bool {
        actions.contains(defaultAction) || syscalls?.contains { actions.contains($0.action) } == true
    }

    fileprivate var uses11: Bool {
        let actions: Set = ["SCMP_ACT_KILL_PROCESS", "SCMP_ACT_KILL_THREAD", "SCMP_ACT_NOTIFY"]
        return defaultErrnoRet != nil || listenerPath != nil || listenerMetadata != nil || uses(actions: actions)
            || uses(architectures: ["SCMP_ARCH_RISCV64"]) || syscalls?.contains { $0.errnoRet != nil } == true
            || flags?.contains("SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV") == true
    }
}
