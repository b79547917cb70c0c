#include "CCurl.h"
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static struct {
    const char *failure;
    CURLcode (*global_init)(long);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *);
    void (*easy_reset)(CURL *);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    CURLcode (*easy_perform)(CURL *);
    const char *(*easy_strerror)(CURLcode);
} library;

static pthread_once_t loading = PTHREAD_ONCE_INIT;

static void *symbol(void *handle, const char *name) {
    void *found = dlsym(handle, name);
    if (!found) library.failure = dlerror();
    return found;
}

static void load(void) {
    void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        library.failure = dlerror();
        return;
    }
    library.global_init = symbol(handle, "curl_global_init");
    library.easy_init = symbol(handle, "curl_easy_init");
    library.easy_cleanup = symbol(handle, "curl_easy_cleanup");
    library.easy_reset = symbol(handle, "curl_easy_reset");
    library.easy_setopt = symbol(handle, "curl_easy_setopt");
    library.easy_getinfo = symbol(handle, "curl_easy_getinfo");
    library.easy_perform = symbol(handle, "curl_easy_perform");
    library.easy_strerror = symbol(handle, "curl_easy_strerror");
    if (!library.failure && library.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        library.failure = "curl_global_init failed";
}

const char *ccurl_load(void) {
    pthread_once(&loading, load);
    return library.failure;
}

void *ccurl_open(void) { return ccurl_load() ? NULL : library.easy_init(); }

void ccurl_close(void *connection) {
    if (connection) library.easy_cleanup(connection);
}

struct exchange {
    CURL *curl;
    const ccurl_request *request;
};

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
    struct exchange *exchange = context;
    long status = 0;
    library.easy_getinfo(exchange->curl, CURLINFO_RESPONSE_CODE, &status);
    const ccurl_request *request = exchange->request;
    return request->receive(request->context, status, bytes, size * count) ? size * count : 0;
}

static size_t receive_header(char *line, size_t size, size_t count, void *context) {
    const ccurl_request *request = ((struct exchange *)context)->request;
    request->receive_header(request->context, line, size * count);
    return size * count;
}

static int progress(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    const ccurl_request *request = ((struct exchange *)context)->request;
    return request->is_stopped(request->context);
}

static ccurl_end end_of(CURLcode code) {
    switch (code) {
    case CURLE_OK: return CCURL_DONE;
    case CURLE_UNSUPPORTED_PROTOCOL: return CCURL_UNSUPPORTED_PROTOCOL;
    case CURLE_TOO_MANY_REDIRECTS: return CCURL_TOO_MANY_REDIRECTS;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return CCURL_UNKNOWN_HOST;
    case CURLE_COULDNT_CONNECT: return CCURL_NOT_CONNECTED;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMED_OUT;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return CCURL_CUT;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE: return CCURL_UNTRUSTED_SERVER;
    case CURLE_WRITE_ERROR:
    case CURLE_ABORTED_BY_CALLBACK: return CCURL_STOPPED;
    default: return CCURL_FAILED;
    }
}

void ccurl_perform(void *connection, const ccurl_request *request, ccurl_response *response) {
    CURL *curl = connection;
    struct exchange exchange = {curl, request};
    char range[32], message[CURL_ERROR_SIZE] = "";
    library.easy_reset(curl);
#define SET(option, value) library.easy_setopt(curl, option, value)
    SET(CURLOPT_URL, request->url);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_USERAGENT, "emergence");
    SET(CURLOPT_FOLLOWLOCATION, 1L);
    SET(CURLOPT_MAXREDIRS, 5L);
    SET(CURLOPT_CONNECTTIMEOUT, request->connect_seconds);
    SET(CURLOPT_LOW_SPEED_TIME, request->stall_seconds);
    SET(CURLOPT_LOW_SPEED_LIMIT, request->stall_bytes_per_second);
    SET(CURLOPT_TIMEOUT, request->total_seconds);
    SET(CURLOPT_BUFFERSIZE, 256L << 10);
    SET(CURLOPT_ERRORBUFFER, message);
    SET(CURLOPT_WRITEFUNCTION, receive);
    SET(CURLOPT_WRITEDATA, &exchange);
    SET(CURLOPT_HEADERFUNCTION, receive_header);
    SET(CURLOPT_HEADERDATA, &exchange);
    SET(CURLOPT_XFERINFOFUNCTION, progress);
    SET(CURLOPT_XFERINFODATA, &exchange);
    SET(CURLOPT_NOPROGRESS, 0L);
    if (request->authorities) SET(CURLOPT_CAINFO, request->authorities);
    if (request->offset > 0) {
        snprintf(range, sizeof range, "%llu-", (unsigned long long)request->offset);
        SET(CURLOPT_RANGE, range);
    }
    CURLcode code = SET(CURLOPT_PROTOCOLS_STR, "http,https");
    if (code == CURLE_OK) code = SET(CURLOPT_REDIR_PROTOCOLS_STR, request->redirect_protocols);
    if (code == CURLE_OK) code = library.easy_perform(curl);
    response->status = 0;
    library.easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &response->status);
    response->end = end_of(code);
    snprintf(response->message, sizeof response->message, "%s", message[0] ? message : library.easy_strerror(code));
    // The buffer and the functions are gone when this returns.
    library.easy_reset(curl);
#undef SET
}
