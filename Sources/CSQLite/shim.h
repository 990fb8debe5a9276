#pragma once
#include <sqlite3.h>

/*
 * Has SQLite keep no count of the memory that it uses: nobody asks for it, and counting takes a lock
 * at each allocation. Swift can't call a function of variable arguments. To be called before SQLite is
 * first used; later it changes nothing.
 */
static inline void secteur_count_no_memory(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
