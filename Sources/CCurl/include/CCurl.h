#pragma once
// libcurl, which Swift can't call (its functions are variadic), and which is loaded when it is first asked for: it brings
// two dozen libraries with it that no command but one that downloads should wait for. No policy here.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Loads the library once, for all threads; returns why it can't be loaded, or NULL.
const char *ccurl_load(void);

/// How a request ended.
typedef enum {
    CCURL_DONE,
    CCURL_UNSUPPORTED_PROTOCOL,
    CCURL_TOO_MANY_REDIRECTS,
    CCURL_UNKNOWN_HOST,
    CCURL_NOT_CONNECTED,
    CCURL_TIMED_OUT,
    CCURL_CUT,
    CCURL_UNTRUSTED_SERVER,
    /// A function of the request said to stop.
    CCURL_STOPPED,
    CCURL_FAILED,
} ccurl_end;

/// What is asked for, and who gets the answer.
typedef struct {
    const char *url;
    /// The protocols that a redirect may lead to, as "http,https".
    const char *redirect_protocols;
    /// A file of the authorities whose certificates are trusted; NULL for the system's.
    const char *authorities;
    /// From which byte on; 0 asks for all.
    uint64_t offset;
    /// How long connecting may take, in seconds.
    long connect_seconds;
    /// For how many seconds fewer bytes a second than these may come.
    long stall_seconds;
    long stall_bytes_per_second;
    /// How long all may take, in seconds; 0 is without end.
    long total_seconds;
    void *context;
    /// Gets the bytes of the answer, which has this status; false stops.
    bool (*receive)(void *context, long status, const void *bytes, size_t count);
    /// Gets a line of the answer's head.
    void (*receive_header)(void *context, const char *line, size_t count);
    /// Whether to stop; asked once a second at the least.
    bool (*is_stopped)(void *context);
} ccurl_request;

/// What came of a request.
typedef struct {
    ccurl_end end;
    /// The status of the answer; 0 if there was none.
    long status;
    /// What libcurl says.
    char message[512];
} ccurl_response;

/// A connection that is kept between requests; NULL if there is no memory. One thread at a time.
void *ccurl_open(void);
void ccurl_close(void *connection);

/// Asks, and returns when the answer is over.
void ccurl_perform(void *connection, const ccurl_request *request, ccurl_response *response);
