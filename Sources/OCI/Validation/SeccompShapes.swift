/// The rules for a seccomp profile (runtime-spec, config-linux.md, "Seccomp").
enum SeccompShapes {
    static let seccomp = Shape.object(
        [
            "defaultAction": .word(actions), "defaultErrnoRet": .whole(UInt32.self),
            "flags": .array(of: .word(flags)), "listenerPath": .string, "listenerMetadata": .string,
            "architectures": .array(of: .word(architectures)), "syscalls": .array(of: rule),
        ], needs: "defaultAction"
    ).and(.listener) { value in
        value["listenerMetadata"] != nil && value["listenerPath"] == nil
            ? "listenerMetadata needs listenerPath" : nil
    }

    static let actions = [
        "SCMP_ACT_KILL", "SCMP_ACT_KILL_PROCESS", "SCMP_ACT_KILL_THREAD", "SCMP_ACT_TRAP", "SCMP_ACT_ERRNO",
        "SCMP_ACT_TRACE", "SCMP_ACT_ALLOW", "SCMP_ACT_LOG", "SCMP_ACT_NOTIFY",
    ]
    static let operators = [
        "SCMP_CMP_NE", "SCMP_CMP_LT", "SCMP_CMP_LE", "SCMP_CMP_EQ", "SCMP_CMP_GE", "SCMP_CMP_GT",
        "SCMP_CMP_MASKED_EQ",
    ]
    static let flags = [
        "SECCOMP_FILTER_FLAG_TSYNC", "SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_SPEC_ALLOW",
        "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV",
    ]
    static let architectures = [
        "X86", "X86_64", "X32", "ARM", "AARCH64", "LOONGARCH64", "M68K", "MIPS", "MIPS64", "MIPS64N32", "MIPSEL",
        "MIPSEL64", "MIPSEL64N32", "PPC", "PPC64", "PPC64LE", "S390", "S390X", "SH", "SHEB", "PARISC", "PARISC64",
        "RISCV64",
    ].map { "SCMP_ARCH_" + $0 }

    private static let rule = Shape.object(
        [
            "names": .array(of: .string, atLeast: 1), "action": .word(actions), "errnoRet": .whole(UInt32.self),
            "args": .array(
                of: .object(
                    [
                        "index": .whole(UInt32.self), "value": .whole(UInt64.self), "valueTwo": .whole(UInt64.self),
                        "op": .word(operators),
                    ], needs: "index", "value", "op")),
        ], needs: "names", "action")
}
