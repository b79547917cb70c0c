#pragma once
// Writing a layer's files: paths that stay within a folder and pass no link, extended attributes, flushing.
#include <sys/types.h>
#include <sys/xattr.h>

/// Opens a path below `root` without leaving it and without following any symbolic link (openat2(2)).
int clinux_open_beneath(int root, const char *path, int flags);

/// Writes out all that is not yet on the disk of the file system that holds `file` (syncfs(2)).
int clinux_sync_file_system(int file);
