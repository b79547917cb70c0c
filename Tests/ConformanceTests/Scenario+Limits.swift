import ConfigurationGraph
import OCI

extension Scenario {
    /// What the control group, the kernel and the process are told besides.
    static let limits = Scenario(
        "Limits and kernel parameters are declared",
        [
            Check(
                "linux.resources.memory.limit", "64MiB", ask: "group memory.max memory/memory.limit_in_bytes",
                "67108864"),
            Check(
                "linux.resources.memory.swap", "96MiB",
                ask:
                    "cat /sys/fs/cgroup/memory/memory.memsw.limit_in_bytes 2>&- || echo $((67108864 + $(cat /sys/fs/cgroup/memory.swap.max)))",
                "100663296"),
            Check(
                "linux.resources.memory.reservation", "32MiB",
                ask: "group memory.low memory/memory.soft_limit_in_bytes", "33554432"),
            Check(
                "linux.resources.cpu.quota", 20_000, ask: "group cpu.max cpu/cpu.cfs_quota_us | cut -d' ' -f1", "20000"),
            Check("linux.resources.cpu.cpus", "0", ask: "status Cpus_allowed_list", "0"),
            Check("linux.resources.cpu.mems", "0", ask: "status Mems_allowed_list", "0"),
            Check(
                "linux.sysctl", ["net.core.somaxconn": "128", "kernel.msgmax": "4096"],
                leaf: "linux.sysctl.net.core.somaxconn",
                ask: "cat /proc/sys/net/core/somaxconn /proc/sys/kernel/msgmax", "128 4096"),
            Check("process.user.umask", 23, ask: "umask", "0027"),
            Check("process.oomScoreAdj", ask: "cat /proc/1/oom_score_adj", "0"),
        ])

    /// What the Orchestrator is told becomes limits too. A share has another scale in each version of control groups.
    static let share = Scenario(
        "Resources are asked for",
        [
            Check(
                "orchestrator.resources.memory.limit", "48MiB", leaf: "linux.resources.memory.limit",
                ask: "group memory.max memory/memory.limit_in_bytes", "50331648"),
            Check(
                "orchestrator.resources.memory.request", "24MiB", leaf: "linux.resources.memory.reservation",
                ask: "group memory.low memory/memory.soft_limit_in_bytes", "25165824"),
            Check(
                "orchestrator.resources.cpu.request", 0.5, leaf: "linux.resources.cpu.shares",
                ask: "cat /sys/fs/cgroup/cpu/cpu.shares 2>&- || cat /sys/fs/cgroup/cpu.weight", "512"),
        ])
}
