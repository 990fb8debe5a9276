#pragma once
#include <malloc.h>

/*
 * Has all threads share one heap. glibc gives each thread that comes upon a busy heap one of its own
 * and keeps what was freed there, which no other thread can use: a hub's resident memory came to a
 * third more, and it was no faster. To be called before there are threads. Another allocator, such as
 * a sanitizer's, takes no notice.
 */
static inline void secteur_share_one_heap(void)
{
    (void)mallopt(M_ARENA_MAX, 1);
}
