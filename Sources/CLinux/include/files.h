#pragma once
// Files: locks, copies within the kernel, device nodes, paths that stay within a root folder (openat2(2)).
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/xattr.h>

/// Takes a lock on an open file for this descriptor alone; -EWOULDBLOCK if another holds it and `wait` is false.
int clinux_lock_file(int file, bool wait);

/// Takes a lock on an open file that others may share; -EWOULDBLOCK if another holds it for itself.
int clinux_share_file(int file);

/// Copies at most `length` bytes between two files, from where they stand; returns how many, 0 at the end.
int clinux_copy_range(int from, int to, size_t length);

/// Opens a path as a process with the root folder `root` would, without leaving it.
int clinux_open_in_root(int root, const char *path, int flags);

/// Finds what a process with the root folder `root` would find at a path, as a mere place (O_PATH).
int clinux_find_in_root(int root, const char *path);

/// Opens a path below `root` without leaving it and without following any symbolic link.
int clinux_open_beneath(int root, const char *path, int flags);

/// Makes the device node of a number that the kernel gave.
int clinux_make_node(int folder, const char *name, mode_t mode, uint64_t device);

/// Makes a pipe, neither end of which a child inherits by itself.
int clinux_pipe(int ends[2]);

/// Opens a folder as a mere place (O_PATH).
int clinux_open_place(const char *path);

/// Writes out all that is not yet on the disk of the file system that holds an open file (syncfs(2)).
int clinux_sync_file_system(int file);

/// Renames within folders, and never onto what is there (renameat2(2)); -EEXIST then.
int clinux_rename_new(int from, const char *name, int to, const char *new_name);
