#pragma once
#include <archive.h>
#include <archive_entry.h>

// archive_set_error takes a format and further arguments, which Swift can't pass.
static inline void archive_set_error_text(struct archive *a, int code, const char *text) {
    archive_set_error(a, code, "%s", text);
}
