/* Makes one system call and prints what came of it: "ok" or the error's name. With the word "thread" it starts one. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
    const char *name;
    long number;
} calls[] = {
    {"bpf", SYS_bpf},
    {"clone3", SYS_clone3},
    {"getpid", SYS_getpid},
    {"io_uring_setup", SYS_io_uring_setup},
    {"keyctl", SYS_keyctl},
    {"personality", SYS_personality},
    {"socket", SYS_socket},
    {"unknown", 4000},
    {"unshare", SYS_unshare},
    {"userfaultfd", SYS_userfaultfd},
};

static void *nothing(void *argument) { return argument; }

static int startThread(void) {
    pthread_t thread;
    int error = pthread_create(&thread, NULL, nothing, NULL);
    if (error == 0) error = pthread_join(thread, NULL);
    puts(error == 0 ? "ok" : strerrorname_np(error));
    return 0;
}

int main(int count, char **words) {
    if (count < 2) return 64;
    if (strcmp(words[1], "thread") == 0) return startThread();
    long arguments[3] = {0, 0, 0};
    for (int i = 0; i < 3 && i + 2 < count; i++) arguments[i] = (long)strtoull(words[i + 2], NULL, 0);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(words[1], calls[i].name) != 0) continue;
        long result = syscall(calls[i].number, arguments[0], arguments[1], arguments[2]);
        puts(result < 0 ? strerrorname_np(errno) : "ok");
        return 0;
    }
    return 64;
}
