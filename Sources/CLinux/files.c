#define _GNU_SOURCE
#include "files.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int result(long value) { return value < 0 ? -errno : (int)value; }

int clinux_lock_file(int file, bool wait) {
    int error;
    do error = result(flock(file, LOCK_EX | (wait ? 0 : LOCK_NB)));
    while (error == -EINTR);
    return error;
}

int clinux_share_file(int file) {
    int error;
    do error = result(flock(file, LOCK_SH | LOCK_NB));
    while (error == -EINTR);
    return error;
}

int clinux_copy_range(int from, int to, size_t length) {
    ssize_t count = copy_file_range(from, NULL, to, NULL, length, 0);
    // Between file systems of different types, or on one without the operation, the bytes are sent instead.
    if (count < 0 && (errno == EXDEV || errno == EINVAL || errno == EOPNOTSUPP || errno == ENOSYS))
        count = sendfile(to, from, NULL, length);
    return result(count);
}

int clinux_open_in_root(int root, const char *path, int flags) {
    struct open_how how = {.flags = (uint64_t)(flags | O_CLOEXEC), .resolve = RESOLVE_IN_ROOT};
    return result(syscall(SYS_openat2, root, path, &how, sizeof how));
}

int clinux_find_in_root(int root, const char *path) {
    return clinux_open_in_root(root, path, O_PATH);
}

int clinux_open_beneath(int root, const char *path, int flags) {
    struct open_how how = {
        .flags = (uint64_t)(flags | O_CLOEXEC),
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
    };
    return result(syscall(SYS_openat2, root, path, &how, sizeof how));
}

int clinux_make_node(int folder, const char *name, mode_t mode, uint64_t device) {
    return result(mknodat(folder, name, mode, (dev_t)device));
}

int clinux_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC) < 0 ? -errno : 0;
}

int clinux_open_place(const char *path) {
    int place = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return place < 0 ? -errno : place;
}

int clinux_sync_file_system(int file) {
    return syncfs(file) < 0 ? -errno : 0;
}

int clinux_rename_new(int from, const char *name, int to, const char *new_name) {
    return result(syscall(SYS_renameat2, from, name, to, new_name, 1 /* RENAME_NOREPLACE */));
}
