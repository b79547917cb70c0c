#define _GNU_SOURCE
#include "processes.h"
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int set_signals(posix_spawnattr_t *attributes, bool new_session) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int error = posix_spawnattr_setsigmask(attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(attributes, &all);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (new_session ? POSIX_SPAWN_SETSID : 0);
    return error ? error : posix_spawnattr_setflags(attributes, flags);
}

// All descriptors given are above those that they become: the caller saw to it.
static int set_descriptors(posix_spawn_file_actions_t *actions, const int descriptors[], int count) {
    int error = 0;
    for (int number = 0; number < count && !error; number++)
        error = posix_spawn_file_actions_adddup2(actions, descriptors[number], number);
    return error ? error : posix_spawn_file_actions_addclosefrom_np(actions, count);
}

static int spawn(
    const char *path, char *const arguments[], char *const environment[], const int descriptors[], int count,
    bool new_session
) {
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_init(&actions);
    pid_t child = 0;
    int error = set_signals(&attributes, new_session);
    if (!error) error = set_descriptors(&actions, descriptors, count);
    if (!error) error = posix_spawn(&child, path, &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error ? -error : child;
}

int clinux_spawn(
    const char *path, char *const arguments[], char *const environment[], const int descriptors[], int count,
    bool new_session
) {
    enum { MOST = 16 };
    int lifted[MOST], done = 0, child = -EINVAL;
    // A descriptor that's among the numbers to be given would be overwritten before its turn: lift them all first.
    for (; done < count && done < MOST; done++) {
        lifted[done] = fcntl(descriptors[done], F_DUPFD_CLOEXEC, MOST);
        if (lifted[done] < 0) {
            child = -errno;
            break;
        }
    }
    if (done == count) child = spawn(path, arguments, environment, lifted, count, new_session);
    while (done > 0) close(lifted[--done]);
    return child;
}

int clinux_wait(pid_t child) {
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -errno;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int result(long value) { return value < 0 ? -errno : (int)value; }

int clinux_process_descriptor(pid_t process) { return result(syscall(SYS_pidfd_open, process, 0)); }

int clinux_send_signal(int process_descriptor, int signal) {
    return result(syscall(SYS_pidfd_send_signal, process_descriptor, signal, NULL, 0));
}

int clinux_first_realtime_signal(void) { return SIGRTMIN; }
int clinux_last_realtime_signal(void) { return SIGRTMAX; }

int clinux_terminal_size(int terminal, uint16_t *rows, uint16_t *columns) {
    struct winsize size;
    if (ioctl(terminal, TIOCGWINSZ, &size) < 0) return -errno;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 0;
}

int clinux_connect_packets(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return -ENAMETOOLONG;
    strcpy(address.sun_path, path);
    int socket_descriptor = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (socket_descriptor < 0) return -errno;
    if (connect(socket_descriptor, (struct sockaddr *)&address, sizeof address) == 0) return socket_descriptor;
    int error = -errno;
    close(socket_descriptor);
    return error;
}

void clinux_give_memory_back(void) { malloc_trim(0); }

void clinux_share_memory(void) { mallopt(M_ARENA_MAX, 2); }
