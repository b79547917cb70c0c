import ConfigurationGraph
import OCI

extension Scenario {
    static let all =
        [
            nothing, leftOut, much, limits, disks, share, state, lent, image, imageUser, more, fewer, unconfined,
            unlabelled,
        ]
        + weakened + [hooks, placed, debugged]

    private static let nothing = Scenario(
        "Nothing is declared",
        [
            Check("root.readonly", ask: "mode /", "rw"),
            Check("hostname", ask: "hostname", "probe"),
            Check("process.args", ask: "tr '\\0' '\\n' </proc/1/cmdline | head -n 2", "/bin/sh -c"),
            Check("process.cwd", ask: "pwd", "/"),
            Check("process.env", leaf: "process.env.PATH", ask: "echo $PATH", standardPath),
            Check("process.terminal", ask: "tty", "not a tty"),
            Check("process.user", leaf: "process.user.uid", ask: "id -u; id -g", "0 0"),
            Check("process.noNewPrivileges", ask: "status NoNewPrivs", "1"),
            Check("process.capabilities.bounding", ask: "status CapBnd", "00000000800405fb"),
            Check("process.capabilities.effective", ask: "status CapEff", "00000000800405fb"),
            Check("process.capabilities.permitted", ask: "status CapPrm", "00000000800405fb"),
            Check("process.capabilities.inheritable", ask: "status CapInh", "0000000000000000"),
            Check("process.capabilities.ambient", ask: "status CapAmb", "0000000000000000"),
            Check(
                "linux.namespaces", ask: "for n in pid net mnt ipc uts user cgroup; do echo $n $(space $n); done",
                "pid own net own mnt own ipc own uts own user own cgroup own"),
            Check("linux.uidMappings", ask: "echo $(cat /proc/1/uid_map)", "0 1000000 65536"),
            Check("linux.gidMappings", ask: "echo $(cat /proc/1/gid_map)", "0 1000000 65536"),
            Check("linux.cgroupsPath", ask: "sed 's/.*://' /proc/1/cgroup | sort -u", "/"),
            Check(
                "linux.maskedPaths", ask: "cat /proc/keys /proc/timer_list 2>&- | wc -c; ls /sys/firmware | wc -l",
                "0 0"),
            Check(
                "linux.readonlyPaths", ask: "for p in irq sys; do mode /proc/$p; done", "ro ro"),
            Check(
                "linux.resources.devices", ask: "ls /dev | grep -vE '^(core|fd|mqueue|ptmx|pts|shm|std.*)$' | sort",
                "full null random tty urandom zero"),
            Check("linux.resources.pids.limit", ask: "group pids.max pids/pids.max", "2048"),
            Check("linux.rootfsPropagation", ask: "grep -c 'shared:' /proc/self/mountinfo", "0"),
            Check(
                "mounts.system", leaf: "mounts./proc",
                ask: "for p in proc dev dev/pts dev/shm dev/mqueue sys; do type /$p; done",
                "proc tmpfs devpts tmpfs mqueue sysfs"),
            Check(
                "mounts.system", leaf: "mounts./etc/hosts",
                ask: "for n in hosts hostname resolv.conf; do mode /etc/$n; done",
                "ro ro ro"),
            Check("mounts.system", leaf: "mounts./sys", ask: "mode /sys", "ro"),
            Check("linux.seccomp", leaf: "linux.seccomp.defaultAction", ask: "status Seccomp", "2"),
            Check(
                "linux.seccomp", leaf: "linux.seccomp.defaultErrnoRet", ask: "call unknown; call clone3; call thread",
                "ENOSYS ENOSYS ok"),
            Check("linux.seccomp.syscalls", ask: "call getpid; call keyctl 0", "ok EPERM"),
            Check(
                "linux.seccomp", leaf: "linux.seccomp.architectures",
                ask: "call getpid; call unshare 0x10000000; call keyctl 0; call io_uring_setup", "ok EPERM EPERM EPERM"),
            Check(
                "linux.seccomp", leaf: "linux.seccomp.defaultAction",
                ask:
                    "call personality 0xffffffff; call personality 0x40000; call socket 1 1; call socket 38 5; call socket 40 1",
                "ok ENOSYS ok EAFNOSUPPORT EAFNOSUPPORT"),
        ])

    private static let much = Scenario(
        "Much is declared",
        [
            Check("root.readonly", true, ask: "mode /; touch /x 2>&1", "ro touch: /x: Read-only file system"),
            Check(
                "mounts.system", leaf: "mounts./tmp", ask: "type /tmp; touch /tmp/x && echo written", "tmpfs written"),
            Check("hostname", "shop.example", ask: "hostname", "shop.example"),
            Check("process.cwd", "/srv", ask: "pwd", "/srv"),
            Check("process.env", ["LOG=a=b c"], leaf: "process.env.LOG", ask: "echo $LOG", "a=b c"),
            Check("process.noNewPrivileges", false, ask: "status NoNewPrivs", "0"),
            Check(
                "process.rlimits", [["type": "RLIMIT_NOFILE", "soft": 100, "hard": 200]],
                leaf: "process.rlimits.RLIMIT_NOFILE", ask: "ulimit -Sn; ulimit -Hn", "100 200"),
            Check(
                "mounts",
                [
                    ["destination": "/opt/x", "type": "tmpfs", "source": "tmpfs", "options": ["ro", "nosuid"]],
                    [
                        "destination": "/opt/host", "type": "bind", "source": .string(Laboratory.folder),
                        "options": ["rbind", "rro", "rnosuid", "rnodev"],
                    ],
                ],
                leaf: "mounts./opt/x", ask: "type /opt/x; mode /opt/x", "tmpfs ro"),
            Check(
                "mounts", leaf: "mounts./opt/host", ask: "mount /opt/host | cut -d' ' -f6 | cut -d, -f-3",
                "ro,nosuid,nodev"),
            Check(
                "linux.resources.memory.limit", "64MiB", ask: "group memory.max memory/memory.limit_in_bytes",
                "67108864"),
            Check("linux.resources.pids.limit", 77, ask: "group pids.max pids/pids.max", "77"),
            Check(
                "orchestrator.resources.cpu.limit", 0.5, leaf: "linux.resources.cpu.quota",
                ask: "group cpu.max cpu/cpu.cfs_quota_us | cut -d' ' -f1", "50000"),
            Check("linux.resources.cpu.period", ask: "group cpu.max cpu/cpu.cfs_period_us | sed 's/.* //'", "100000"),
            Check(
                "security.seccomp.allow", ["keyctl", "socket"], leaf: "linux.seccomp.defaultAction",
                ask: "call keyctl 0 -3; call io_uring_setup", "ok EPERM"),
        ])

    private static let state = Scenario(
        "A state volume is mounted",
        [
            Check("root.readonly", ask: "mode /", "ro"),
            Check("volumes", leaf: "mounts./data", ask: "touch /data/x && stat -c %u:%g /data/x", "0:0"),
        ]
    ) { $0.volume = "/data" }

    private static let lent = Scenario(
        "A volume can only be read",
        [
            Check("volume.readonly", true, leaf: "mounts./data", ask: "mode /data", "ro"),
            Check(
                "volume.mountOptions", ["rbind", "rprivate", "nosuid", "nodev", "noexec"], leaf: "mounts./data",
                ask: "mount /data | cut -d' ' -f6 | grep -o noexec", "noexec"),
        ]
    ) { $0.volume = "/data" }

    private static let imageUser = Scenario(
        "The image has a user of its own",
        [
            Check("image.config.User", leaf: "process.user.uid", ask: "id -u; id -g", "1000 1001"),
            Check("process.user", leaf: "process.user.additionalGids", ask: "status Groups", "27"),
            Check("process.capabilities.effective", ask: "status CapEff", "0000000000000000"),
            Check("process.capabilities.permitted", ask: "status CapPrm", "0000000000000000"),
            Check("process.capabilities.bounding", ask: "status CapBnd", "00000000800405fb"),
        ]
    ) { scenario in
        scenario.image.user = "web"
        scenario.user = ImageUser(uid: 1000, gid: 1001, additionalGids: [27])
    }

    private static let more = Scenario(
        "A capability is added",
        [
            Check(
                "process.capabilities", ["add": ["CAP_SYS_ADMIN"], "drop": ["CAP_SYS_CHROOT"]],
                leaf: "process.capabilities.bounding", ask: "status CapBnd", "00000000802005fb"),
            Check(
                "linux.seccomp", leaf: "linux.seccomp.defaultAction",
                ask: "call unshare 0x04000000; call unshare 0x10000000; call keyctl 0; call clone3",
                "ok ok EPERM EINVAL"),
        ])

    private static let fewer = Scenario(
        "All capabilities are dropped",
        [
            Check(
                "process.capabilities", ["drop": ["ALL"]], leaf: "process.capabilities.bounding",
                ask: "status CapBnd; status CapEff", "0000000000000000 0000000000000000"),
            Check(
                "linux.seccomp", leaf: "linux.seccomp.defaultAction", ask: "chroot / true 2>&1",
                "chroot: can't change root directory to '/': Operation not permitted"),
        ])

    private static let unconfined = Scenario(
        "System calls aren't filtered",
        [
            Check(
                "security.seccomp", "unconfined", leaf: "linux.seccomp",
                ask: "status Seccomp; call unshare 0x10000000; call keyctl 0 -3; call clone3", "0 ok ok EINVAL")
        ])

    private static let debugged = Scenario(
        "The instance is debugged",
        [
            Check("process.terminal", ask: "tty; echo $TERM", "/dev/pts/0 xterm")
        ]
    ) { $0.debug = true }

    private static let standardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
}
