#define _GNU_SOURCE
#include "mounts.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// <sys/mount.h> and <linux/mount.h> can't be included together with this C library.
int mount(const char *, const char *, const char *, unsigned long, const void *);
int umount2(const char *, int);
enum { BIND = 4096, DETACH = 2, NO_FOLLOW = 8 };

static int result(long value) { return value < 0 ? -errno : (int)value; }

int clinux_clone_tree(int directory, const char *path, bool recursive) {
    unsigned flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | (path[0] ? 0 : AT_EMPTY_PATH);
    return result(syscall(SYS_open_tree, directory, path, flags | (recursive ? AT_RECURSIVE : 0)));
}

int clinux_set_mount(int mount, int user_namespace, bool read_only, bool unprivileged) {
    struct mount_attr attributes = {0};
    if (user_namespace >= 0) {
        attributes.attr_set |= MOUNT_ATTR_IDMAP;
        attributes.userns_fd = (uint64_t)user_namespace;
    }
    if (read_only) attributes.attr_set |= MOUNT_ATTR_RDONLY;
    if (unprivileged) attributes.attr_set |= MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
    if (!attributes.attr_set) return 0;
    return result(syscall(SYS_mount_setattr, mount, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes));
}

int clinux_attach_mount(int mount, const char *path) {
    return result(syscall(SYS_move_mount, mount, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH));
}

int clinux_open_filesystem(const char *type) { return result(syscall(SYS_fsopen, type, FSOPEN_CLOEXEC)); }

int clinux_configure_string(int filesystem, const char *key, const char *value) {
    return result(syscall(SYS_fsconfig, filesystem, FSCONFIG_SET_STRING, key, value, 0));
}

int clinux_configure_flag(int filesystem, const char *key) {
    return result(syscall(SYS_fsconfig, filesystem, FSCONFIG_SET_FLAG, key, NULL, 0));
}

int clinux_configure_descriptor(int filesystem, const char *key, int value) {
    return result(syscall(SYS_fsconfig, filesystem, FSCONFIG_SET_FD, key, NULL, value));
}

int clinux_create_mount(int filesystem) {
    int created = result(syscall(SYS_fsconfig, filesystem, FSCONFIG_CMD_CREATE, NULL, NULL, 0));
    if (created < 0) return created;
    return result(syscall(SYS_fsmount, filesystem, FSMOUNT_CLOEXEC, 0));
}

int clinux_filesystem_message(int filesystem, char *buffer, int size) {
    ssize_t length = read(filesystem, buffer, (size_t)size);
    return length < 0 ? 0 : (int)length;
}

struct mount_request {
    int folder;
    const char *type, *target, *options;
    int error;
};

// Runs in a child that shares this process's memory but not its working folder.
static int mount_request_run(void *argument) {
    struct mount_request *request = argument;
    request->error = 0;
    if (fchdir(request->folder) < 0 ||
        mount(request->type, request->target, request->type, 0, request->options) < 0)
        request->error = errno;
    return 0;
}

int clinux_mount_in(int folder, const char *type, const char *target, const char *options) {
    enum { STACK = 64 * 1024 };
    struct mount_request request = {folder, type, target, options, ECHILD};
    char *stack = malloc(STACK);
    if (!stack) return -ENOMEM;
    // Without a signal at its end nobody else's wait can see this child.
    int child = clone(mount_request_run, stack + STACK, CLONE_VM | CLONE_VFORK, &request);
    int error = child < 0 ? errno : 0;
    if (child > 0) {
        while (waitpid(child, NULL, __WALL) < 0 && errno == EINTR) {}
        error = request.error;
    }
    free(stack);
    return -error;
}

int clinux_bind(const char *source, const char *target) { return result(mount(source, target, NULL, BIND, NULL)); }

int clinux_detach(const char *path) { return result(umount2(path, DETACH | NO_FOLLOW)); }
