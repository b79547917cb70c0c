// libarchive's writer of tars stands in one object file with the table of all formats, and so would bring libxml2 and
// nettle into the program for three formats that it never writes. These stand in their place (libarchive 3.6,
// archive_write_set_format.c).
#include <archive.h>

int archive_write_set_format_xar(struct archive *archive) { return ARCHIVE_FATAL; }
int archive_write_set_format_zip(struct archive *archive) { return ARCHIVE_FATAL; }
int archive_write_set_format_mtree(struct archive *archive) { return ARCHIVE_FATAL; }
int archive_write_set_format_mtree_classic(struct archive *archive) { return ARCHIVE_FATAL; }
