import ConfigurationGraph
import OCI

extension Scenario {
    /// Limits of disks and of what few hosts have controllers for.
    static let disks = Scenario(
        "Limits of disks and devices are declared",
        throttles + [
            Check(
                "linux.resources.blockIO.weight", 200,
                ask: "group io.bfq.weight blkio/blkio.bfq.weight | sed 's/default //'",
                "200"
            ).whereAble,
            Check(
                "linux.resources.blockIO.weightDevice", [["major": 7, "minor": 0, "weight": 300]],
                ask: "group io.bfq.weight blkio/blkio.bfq.weight_device | grep 7:0", "7:0 300"
            ).whereAble,
            Check(
                "linux.resources.memory.swappiness", 10, ask: "cat /sys/fs/cgroup/memory/memory.swappiness", "10"
            ).whereAble,
            Check(
                "linux.resources.hugepageLimits", [["pageSize": "2MB", "limit": "4MiB"]],
                ask: "group hugetlb.2MB.max hugetlb/hugetlb.2MB.limit_in_bytes", "4194304"
            ).whereAble,
            Check(
                "linux.resources.rdma", ["mlx5_0": ["hcaHandles": 3, "hcaObjects": 4]],
                ask: "group rdma.max rdma/rdma.max", "mlx5_0 hca_handle=3 hca_object=4"
            ).whereAble,
        ])

    private static let throttles = [
        ("throttleReadBpsDevice", "read_bps", "rbps"), ("throttleWriteBpsDevice", "write_bps", "wbps"),
        ("throttleReadIOPSDevice", "read_iops", "riops"), ("throttleWriteIOPSDevice", "write_iops", "wiops"),
    ].enumerated().map { number, names in
        let rate = Int64(1_000_000 + number)
        return Check(
            "linux.resources.blockIO.\(names.0)", [["major": 7, "minor": 0, "rate": .integer(rate)]],
            ask: "rate \(names.1) \(names.2)", "7:0 \(rate)"
        ).whereAble
    }

    /// When and where the process runs, and as what: old runtimes know little of it.
    static let placed = Scenario(
        "What few runtimes can do is declared",
        [
            Check("domainname", "shop.internal", ask: "cat /proc/sys/kernel/domainname", "shop.internal").whereAble,
            Check(
                "process.scheduler", ["policy": "SCHED_BATCH", "nice": 3],
                ask: "cut -d' ' -f19,41 /proc/1/stat", "3 3"
            ).whereAble,
            Check(
                "process.ioPriority", ["class": "IOPRIO_CLASS_BE", "priority": 6], ask: "ionice -p 1",
                "best-effort: prio 6"
            ).whereAble,
            Check(
                "process.execCPUAffinity", ["initial": "0", "final": "0"],
                unseen: "it is for further commands, and the process is none"
            ).whereAble,
            Check("linux.personality", ["domain": "LINUX32"], ask: "uname -m", "i686").whereAble,
            Check("linux.netDevices", ["dummy7": ["name": "eth7"]], ask: "ls /sys/class/net | grep eth7", "eth7")
                .whereAble,
            Check(
                "linux.memoryPolicy.mode", "MPOL_BIND",
                ask: "grep -o 'bind[^ ]*' /proc/1/numa_maps | sort -u", "bind=static:0"
            ).whereAble,
            Check("linux.memoryPolicy.nodes", "0", unseen: "the mode's row shows it").whereAble,
            Check("linux.memoryPolicy.flags", ["MPOL_F_STATIC_NODES"], unseen: "the mode's row shows it").whereAble,
            Check("linux.intelRdt.closID", "emergence", unseen: resctrl).whereAble,
            Check("linux.intelRdt.schemata", ["L3:0=f"], unseen: resctrl).whereAble,
            Check("linux.intelRdt.l3CacheSchema", "L3:0=f", unseen: resctrl).whereAble,
            Check("linux.intelRdt.memBwSchema", "MB:0=70", unseen: resctrl).whereAble,
            Check("linux.intelRdt.enableMonitoring", true, unseen: resctrl).whereAble,
        ])

    private static let resctrl = "no instance has resctrl mounted"
}
