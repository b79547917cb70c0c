import OCI

extension Catalogue {
    /// When and where the process gets processors and disks: OCI runtime-spec, config.md, "Linux Process".
    static let scheduling: [Parameter] = [
        .operators(
            "process.scheduler",
            .object(
                [
                    "policy": .choice(policies), "nice": .integer(-20...19), "priority": .integer(0...99),
                    "flags": .list(.choice(schedulerFlags)), "runtime": .count, "deadline": .count, "period": .count,
                ], required: ["policy"]),
            merging: .replacing, doc: "The scheduling policy and what it takes (sched(7)); given as a whole."),
        .operators(
            "process.ioPriority",
            .object(
                [
                    "class": .choice(["IOPRIO_CLASS_RT", "IOPRIO_CLASS_BE", "IOPRIO_CLASS_IDLE"]),
                    "priority": .integer(0...7),
                ], required: ["class", "priority"]),
            merging: .replacing, doc: "The class and priority of its access to disks (ioprio_set(2)); given as a whole."
        ),
        .operators(
            "process.execCPUAffinity", .object(["initial": .form(.numberList), "final": .form(.numberList)]),
            doc: "The processors that further commands run on, before and after they join the control group."),
    ]

    private static let policies = [
        "SCHED_OTHER", "SCHED_FIFO", "SCHED_RR", "SCHED_BATCH", "SCHED_ISO", "SCHED_IDLE", "SCHED_DEADLINE",
    ]

    private static let schedulerFlags = [
        "SCHED_FLAG_RESET_ON_FORK", "SCHED_FLAG_RECLAIM", "SCHED_FLAG_DL_OVERRUN", "SCHED_FLAG_KEEP_POLICY",
        "SCHED_FLAG_KEEP_PARAMS", "SCHED_FLAG_UTIL_CLAMP_MIN", "SCHED_FLAG_UTIL_CLAMP_MAX",
    ]
}
