#pragma once
#include <malloc.h>

/*
 * Has all threads share one heap. glibc gives each thread that comes upon a busy heap one of its own
 * and keeps what was freed there, which no other thread can use: a hub's resident memory came to a
 * third more, and it was no faster. To be called before there are threads.
 */
static inline int secteur_share_one_heap(void)
{
    return mallopt(M_ARENA_MAX, 1);
}
