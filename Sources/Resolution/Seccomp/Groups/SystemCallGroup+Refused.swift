extension SystemCallGroup {
    /// What no capability lets through.
    static let refused: [SystemCallGroup] = [
        SystemCallGroup(
            .never, "starts another kernel, or moves memory to disk for the whole machine",
            ["kexec_file_load", "kexec_load", "swapoff", "swapon"]),
        SystemCallGroup(
            .never, "keeps keys in keyrings, which containers share where user ids are the same",
            ["add_key", "keyctl", "request_key"]),
        SystemCallGroup(
            .never, "does the work of other calls where no filter sees it, and has had holes again and again",
            ["io_uring_enter", "io_uring_register", "io_uring_setup"]),
        SystemCallGroup(
            .never, "holds the kernel still in the middle of a copy, which is half of many exploits",
            ["userfaultfd"]),
        SystemCallGroup(.never, "gives memory to pipes, which has had holes; write does the same", ["vmsplice"]),
        SystemCallGroup(.never, "moves other processes' memory between processors", ["migrate_pages", "move_pages"]),
        SystemCallGroup(
            .unknown, "has long had a successor; kernels are built without it",
            [
                "bdflush", "lookup_dcookie", "nice", "oldfstat", "oldlstat", "oldolduname", "oldstat", "olduname",
                "pciconfig_iobase", "pciconfig_read", "pciconfig_write", "sgetmask", "ssetmask", "_sysctl", "sysfs",
                "uselib", "ustat", "vm86", "vm86old",
            ]),
        SystemCallGroup(
            .unknown, "is a number without a call behind it",
            [
                "afs_syscall", "break", "create_module", "epoll_ctl_old", "epoll_wait_old", "ftime", "get_kernel_syms",
                "getpmsg", "gtty", "idle", "lock", "mpx", "nfsservctl", "prof", "profil", "putpmsg", "query_module",
                "security", "stty", "tuxcall", "ulimit", "usr26", "usr32", "vserver",
            ]),
    ]
}
