#ifndef SECTEUR_CCURL_SHIM_H
#define SECTEUR_CCURL_SHIM_H

/* The checks of GCC's extension don't see through the wrappers, whose types are checked already. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* Swift can't call C functions with variable arguments: one wrapper for each type of argument. */

static inline CURLcode secteur_curl_set_long(CURL *curl, CURLoption option, long value)
{
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode secteur_curl_set_size(CURL *curl, CURLoption option, curl_off_t value)
{
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode secteur_curl_set_text(CURL *curl, CURLoption option, const char *value)
{
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode secteur_curl_set_pointer(CURL *curl, CURLoption option, const void *value)
{
    return curl_easy_setopt(curl, option, value);
}

/* libcurl copies the bytes. */
static inline CURLcode secteur_curl_set_blob(
    CURL *curl, CURLoption option, const void *bytes, size_t count)
{
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return curl_easy_setopt(curl, option, &blob);
}

typedef size_t (*secteur_curl_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode secteur_curl_set_receiver(
    CURL *curl, CURLoption option, secteur_curl_receiver receiver)
{
    return curl_easy_setopt(curl, option, receiver);
}

typedef int (*secteur_curl_watcher)(
    void *context, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up);

static inline CURLcode secteur_curl_set_watcher(CURL *curl, secteur_curl_watcher watcher)
{
    return curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watcher);
}

static inline CURLcode secteur_curl_get_long(CURL *curl, CURLINFO info, long *value)
{
    return curl_easy_getinfo(curl, info, value);
}

static inline CURLcode secteur_curl_get_size(CURL *curl, CURLINFO info, curl_off_t *value)
{
    return curl_easy_getinfo(curl, info, value);
}

static inline CURLcode secteur_curl_get_text(CURL *curl, CURLINFO info, const char **value)
{
    char *text = NULL;
    CURLcode code = curl_easy_getinfo(curl, info, &text);
    *value = text;
    return code;
}

/* Only HTTP and HTTPS, by the newer option where libcurl has it. */
static inline CURLcode secteur_curl_only_http(CURL *curl)
{
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

#endif
