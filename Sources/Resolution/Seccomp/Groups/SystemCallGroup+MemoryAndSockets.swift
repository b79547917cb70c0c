extension SystemCallGroup {
    /// Memory, sockets and what passes between processes.
    static let memoryAndSockets: [SystemCallGroup] = [
        SystemCallGroup(
            .always, "maps, protects and locks memory of its own",
            [
                "brk", "madvise", "map_shadow_stack", "memfd_create", "memfd_secret", "mincore", "mlock", "mlock2",
                "mlockall", "mmap", "mmap2", "mprotect", "mremap", "mseal", "msync", "munlock", "munlockall", "munmap",
                "pkey_alloc", "pkey_free", "pkey_mprotect", "remap_file_pages",
            ]),
        SystemCallGroup(.always, "draws random numbers", ["getrandom"]),
        SystemCallGroup(
            .always, "connects, listens, sends and receives on sockets that it has",
            [
                "accept", "accept4", "bind", "connect", "getpeername", "getsockname", "getsockopt", "listen", "recv",
                "recvfrom", "recvmmsg", "recvmmsg_time64", "recvmsg", "send", "sendmmsg", "sendmsg", "sendto",
                "setsockopt", "shutdown", "socketpair",
            ]),
        SystemCallGroup(
            .always, "makes sockets for 32-bit programs; which family can't be seen, as it is behind a pointer",
            ["socketcall"]),
        SystemCallGroup(
            .always, "talks to processes of its own IPC namespace",
            [
                "ipc", "mq_getsetattr", "mq_notify", "mq_open", "mq_timedreceive", "mq_timedreceive_time64",
                "mq_timedsend", "mq_timedsend_time64", "mq_unlink", "msgctl", "msgget", "msgrcv", "msgsnd", "pipe",
                "pipe2", "semctl", "semget", "semop", "semtimedop", "semtimedop_time64", "shmat", "shmctl", "shmdt",
                "shmget",
            ]),
    ]
}
