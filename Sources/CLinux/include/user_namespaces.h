#pragma once
// User namespaces that no process lives in, as mount_setattr(2) takes them to map owners.
#include <stdint.h>

/// A descriptor of a new user namespace that maps its ids 0 to `size - 1` to those from `base` on.
int clinux_user_namespace(uint32_t base, uint32_t size);
