extension SystemCallGroup {
    /// Processes, threads and what they may use.
    static let processes: [SystemCallGroup] = [
        SystemCallGroup(
            .always, "starts programs and processes, waits for them and ends",
            [
                "execve", "execveat", "exit", "exit_group", "fork", "pidfd_open", "pidfd_send_signal",
                "process_mrelease", "vfork", "wait4", "waitid", "waitpid",
            ]),
        SystemCallGroup(
            .always, "asks who and where a process is",
            [
                "capget", "getcpu", "getegid", "getegid32", "geteuid", "geteuid32", "getgid", "getgid32", "getgroups",
                "getgroups32", "getpgid", "getpgrp", "getpid", "getppid", "getresgid", "getresgid32", "getresuid",
                "getresuid32", "getrusage", "getsid", "gettid", "getuid", "getuid32", "sysinfo", "times", "uname",
            ]),
        SystemCallGroup(
            .always, "changes ids and capabilities, as far as the capabilities held go",
            [
                "capset", "setfsgid", "setfsgid32", "setfsuid", "setfsuid32", "setgid", "setgid32", "setgroups",
                "setgroups32", "setpgid", "setregid", "setregid32", "setresgid", "setresgid32", "setresuid",
                "setresuid32", "setreuid", "setreuid32", "setsid", "setuid", "setuid32",
            ]),
        SystemCallGroup(
            .always, "limits itself further",
            ["landlock_add_rule", "landlock_create_ruleset", "landlock_restrict_self", "prctl", "seccomp"]),
        SystemCallGroup(
            .always, "asks for and lowers limits and priorities",
            [
                "getpriority", "getrlimit", "ioprio_get", "ioprio_set", "prlimit64", "sched_get_priority_max",
                "sched_get_priority_min", "sched_getaffinity", "sched_getattr", "sched_getparam", "sched_getscheduler",
                "sched_rr_get_interval", "sched_rr_get_interval_time64", "sched_setaffinity", "sched_setattr",
                "sched_setparam", "sched_setscheduler", "sched_yield", "setpriority", "setrlimit", "ugetrlimit",
            ]),
        SystemCallGroup(
            .always, "keeps threads in step",
            [
                "futex", "futex_requeue", "futex_time64", "futex_wait", "futex_waitv", "futex_wake", "get_robust_list",
                "get_thread_area", "membarrier", "rseq", "rseq_slice_yield", "set_robust_list", "set_thread_area",
                "set_tid_address",
            ]),
        SystemCallGroup(
            .always, "sends and takes signals",
            [
                "kill", "pause", "restart_syscall", "rt_sigaction", "rt_sigpending", "rt_sigprocmask",
                "rt_sigqueueinfo", "rt_sigreturn", "rt_sigsuspend", "rt_sigtimedwait", "rt_sigtimedwait_time64",
                "rt_tgsigqueueinfo", "sigaction", "sigaltstack", "signal", "signalfd", "signalfd4", "sigpending",
                "sigprocmask", "sigreturn", "sigsuspend", "tgkill", "tkill",
            ]),
        SystemCallGroup(
            .always, "asks the time, waits and sets timers",
            [
                "adjtimex", "alarm", "clock_adjtime", "clock_adjtime64", "clock_getres", "clock_getres_time64",
                "clock_gettime", "clock_gettime64", "clock_nanosleep", "clock_nanosleep_time64", "getitimer",
                "gettimeofday", "nanosleep", "setitimer", "time", "timer_create", "timer_delete", "timer_getoverrun",
                "timer_gettime", "timer_gettime64", "timer_settime", "timer_settime64", "timerfd_create",
                "timerfd_gettime", "timerfd_gettime64", "timerfd_settime", "timerfd_settime64",
            ]),
        SystemCallGroup(
            .on("amd64"), "sets a thread's segment registers, and 16-bit segments for Wine",
            ["arch_prctl", "modify_ldt"]),
        SystemCallGroup(
            .on("amd64"), "is how the kernel comes back from a probe; nobody else gains by it",
            ["uprobe", "uretprobe"]),
        SystemCallGroup(
            .on("arm64"), "is what ARM's programs need of the kernel besides",
            ["breakpoint", "cacheflush", "get_tls", "set_tls"]),
    ]
}
