extension SystemCallGroup {
    /// Files and folders.
    static let files: [SystemCallGroup] = [
        SystemCallGroup(
            .always, "reads and writes through descriptors",
            [
                "close", "close_range", "copy_file_range", "dup", "dup2", "dup3", "fadvise64", "fadvise64_64",
                "fallocate", "fcntl", "fcntl64", "fdatasync", "flock", "fsync", "ftruncate", "ftruncate64", "ioctl",
                "_llseek", "lseek", "pread64", "preadv", "preadv2", "pwrite64", "pwritev", "pwritev2", "read",
                "readahead", "readv", "sendfile", "sendfile64", "splice", "sync", "sync_file_range", "syncfs", "tee",
                "truncate", "truncate64", "write", "writev",
            ]),
        SystemCallGroup(
            .always, "opens, makes, names and removes files and folders",
            [
                "access", "chdir", "creat", "faccessat", "faccessat2", "fchdir", "getcwd", "getdents", "getdents64",
                "link", "linkat", "mkdir", "mkdirat", "mknod", "mknodat", "open", "openat", "openat2", "readdir",
                "readlink", "readlinkat", "rename", "renameat", "renameat2", "rmdir", "symlink", "symlinkat", "umask",
                "unlink", "unlinkat",
            ]),
        SystemCallGroup(
            .always, "asks for and changes what is noted of a file, as far as its permissions go",
            [
                "chmod", "chown", "chown32", "fchmod", "fchmodat", "fchmodat2", "fchown", "fchown32", "fchownat",
                "fgetxattr", "file_getattr", "file_setattr", "flistxattr", "fremovexattr", "fsetxattr", "fstat",
                "fstat64", "fstatat64", "futimesat", "getxattr", "getxattrat", "lchown", "lchown32", "lgetxattr",
                "listxattr", "listxattrat", "llistxattr", "lremovexattr", "lsetxattr", "lstat", "lstat64",
                "name_to_handle_at", "newfstatat", "removexattr", "removexattrat", "setxattr", "setxattrat", "stat",
                "stat64", "statx", "utime", "utimensat", "utimensat_time64", "utimes",
            ]),
        SystemCallGroup(
            .always, "asks about file systems and mounts",
            ["cachestat", "fstatfs", "fstatfs64", "listmount", "statfs", "statfs64", "statmount"]),
        SystemCallGroup(
            .always, "hears of changes to files",
            ["fanotify_mark", "inotify_add_watch", "inotify_init", "inotify_init1", "inotify_rm_watch"]),
        SystemCallGroup(
            .always, "waits for many descriptors",
            [
                "epoll_create", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_pwait2", "epoll_wait", "eventfd",
                "eventfd2", "_newselect", "poll", "ppoll", "ppoll_time64", "pselect6", "pselect6_time64", "select",
            ]),
        SystemCallGroup(
            .always, "reads and writes ahead of need (aio)",
            [
                "io_cancel", "io_destroy", "io_getevents", "io_pgetevents", "io_pgetevents_time64", "io_setup",
                "io_submit",
            ]),
        SystemCallGroup(
            .on("arm64"), "has another order of arguments on ARM",
            ["arm_fadvise64_64", "arm_sync_file_range"]),
    ]
}
