#pragma once
// Mounts by file descriptors: open_tree(2), move_mount(2), fsopen(2), fsconfig(2), fsmount(2), mount_setattr(2).
#include <stdint.h>
#include <stdbool.h>

/// A detached clone of the tree at a path; with `recursive`, of all mounts below it too.
int clinux_clone_tree(int directory, const char *path, bool recursive);

/// Gives a detached mount, and all below it, the owners that a user namespace maps, and makes it read-only if asked;
/// `unprivileged`, no program in it has other rights by its owner, and no device works. A negative user namespace leaves
/// the owners.
int clinux_set_mount(int mount, int user_namespace, bool read_only, bool unprivileged);

/// Attaches a detached mount at a path.
int clinux_attach_mount(int mount, const char *path);

/// Begins a new file system of a type.
int clinux_open_filesystem(const char *type);

/// Gives a file system that is being made a parameter with a string.
int clinux_configure_string(int filesystem, const char *key, const char *value);

/// Gives a file system that is being made a parameter without a value.
int clinux_configure_flag(int filesystem, const char *key);

/// Gives a file system that is being made a parameter with a descriptor.
int clinux_configure_descriptor(int filesystem, const char *key, int value);

/// Creates the file system from its parameters and returns a detached mount of it.
int clinux_create_mount(int filesystem);

/// What the kernel says of a file system that can't be made: one message; returns its length, 0 if there's none.
int clinux_filesystem_message(int filesystem, char *buffer, int size);

/// Mounts with mount(2)'s option string, which may have paths relative to a folder: the working folder of this
/// process isn't changed.
int clinux_mount_in(int folder, const char *type, const char *target, const char *options);

/// Binds a path to another.
int clinux_bind(const char *source, const char *target);

/// Takes the topmost mount at a path away, at once, even if it's in use.
int clinux_detach(const char *path);
