#define _GNU_SOURCE
#include "user_namespaces.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

// The child has all that its parent has open, locks of instances among it: it must not outlive a parent that is killed.
static int wait_for_end(void *parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != *(pid_t *)parent) _exit(0);
    for (;;) pause();
}

static int write_map(int child, const char *name, uint32_t base, uint32_t size) {
    char path[64], line[64];
    snprintf(path, sizeof path, "/proc/%d/%s", child, name);
    int length = snprintf(line, sizeof line, "0 %u %u\n", base, size);
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return -errno;
    int error = write(file, line, (size_t)length) == length ? 0 : -errno;
    close(file);
    return error;
}

static int open_namespace(int child, uint32_t base, uint32_t size) {
    char path[64];
    int error = write_map(child, "uid_map", base, size);
    if (error == 0) error = write_map(child, "gid_map", base, size);
    if (error < 0) return error;
    snprintf(path, sizeof path, "/proc/%d/ns/user", child);
    int namespace = open(path, O_RDONLY | O_CLOEXEC);
    return namespace < 0 ? -errno : namespace;
}

int clinux_user_namespace(uint32_t base, uint32_t size) {
    enum { STACK = 16 * 1024 };
    char *stack = malloc(STACK);
    if (!stack) return -ENOMEM;
    // The child shares this process's memory, so that nothing is copied, and does nothing but wait to be killed.
    // It blocks all signals before it exists: a handler of this process must not run in it.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    int child = clone(wait_for_end, stack + STACK, CLONE_NEWUSER | CLONE_VM, &parent);
    int namespace = child < 0 ? -errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (child > 0) {
        namespace = open_namespace(child, base, size);
        kill(child, SIGKILL);
        while (waitpid(child, NULL, __WALL) < 0 && errno == EINTR) {}
    }
    free(stack);
    return namespace;
}
