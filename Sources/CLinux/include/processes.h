#pragma once
// Processes: started with chosen descriptors, and named by descriptors (pidfd_open(2), pidfd_send_signal(2)).
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// Starts a program, which gets exactly `count` descriptors, numbered from 0, no blocked signal and the default
/// action for each; in a session of its own if asked. Returns its process id.
int clinux_spawn(
    const char *path, char *const arguments[], char *const environment[], const int descriptors[], int count,
    bool new_session);

/// Waits for a child to end; returns its exit status, or 128 and the signal's number.
int clinux_wait(pid_t child);

/// A descriptor of a process, which becomes readable when the process ends.
int clinux_process_descriptor(pid_t process);

/// Sends a signal to the process of a descriptor.
int clinux_send_signal(int process_descriptor, int signal);

/// Gives the system the memory back that was freed: the allocator keeps it for the next who wants some.
void clinux_give_memory_back(void);
/// Has all threads of this process from now on share two pools of memory.
void clinux_share_memory(void);

/// The least number of the real-time signals, and the greatest.
int clinux_first_realtime_signal(void);
int clinux_last_realtime_signal(void);

/// The size of the terminal of a descriptor.
int clinux_terminal_size(int terminal, uint16_t *rows, uint16_t *columns);

/// Connects to a socket of packets (SOCK_SEQPACKET) by its path.
int clinux_connect_packets(const char *path);
