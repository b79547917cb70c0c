extension SystemCallGroup {
    /// What takes a capability.
    static let privileged: [SystemCallGroup] = [
        SystemCallGroup(
            .with("CAP_SYS_ADMIN"), "mounts",
            [
                "fsconfig", "fsmount", "fsopen", "fspick", "mount", "mount_setattr", "move_mount", "open_tree",
                "open_tree_attr", "pivot_root", "umount", "umount2",
            ]),
        SystemCallGroup(.with("CAP_SYS_ADMIN"), "makes, enters and lists namespaces", ["listns", "setns", "unshare"]),
        SystemCallGroup(
            .with("CAP_SYS_ADMIN"), "renames the machine, sets quotas and watches whole file systems",
            ["fanotify_init", "quotactl", "quotactl_fd", "setdomainname", "sethostname"]),
        SystemCallGroup(
            .with("CAP_SYS_ADMIN"), "changes and lists security modules",
            ["lsm_get_self_attr", "lsm_list_modules", "lsm_set_self_attr"]),
        SystemCallGroup(.with("CAP_BPF", "CAP_SYS_ADMIN"), "loads programs into the kernel", ["bpf"]),
        SystemCallGroup(
            .with("CAP_PERFMON", "CAP_SYS_ADMIN"), "measures processes and the kernel",
            ["perf_event_open"]),
        SystemCallGroup(.with("CAP_SYSLOG", "CAP_SYS_ADMIN"), "reads the kernel's log, with its addresses", ["syslog"]),
        SystemCallGroup(
            .with("CAP_SYS_PTRACE"), "looks into and changes other processes",
            ["kcmp", "pidfd_getfd", "process_madvise"]),
        SystemCallGroup(
            .with("CAP_SYS_NICE"), "binds memory to processors that others use too",
            ["get_mempolicy", "mbind", "set_mempolicy", "set_mempolicy_home_node"]),
        SystemCallGroup(
            .with("CAP_SYS_TIME"), "sets the machine's clock",
            ["clock_settime", "clock_settime64", "settimeofday", "stime"]),
        SystemCallGroup(.with("CAP_SYS_CHROOT"), "changes the root folder", ["chroot"]),
        SystemCallGroup(
            .with("CAP_DAC_READ_SEARCH"), "opens a file by its number, past all folders",
            ["open_by_handle_at"]),
        SystemCallGroup(
            .with("CAP_SYS_MODULE"), "loads kernel modules",
            ["delete_module", "finit_module", "init_module"]),
        SystemCallGroup(.with("CAP_SYS_PACCT"), "keeps accounts of processes", ["acct"]),
        SystemCallGroup(.with("CAP_SYS_BOOT"), "restarts the machine", ["reboot"]),
        SystemCallGroup(.with("CAP_SYS_TTY_CONFIG"), "takes a terminal from its users", ["vhangup"]),
        SystemCallGroup(.with("CAP_SYS_RAWIO"), "talks to devices past the kernel", ["ioperm", "iopl"]),
    ]
}
