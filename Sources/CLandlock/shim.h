#ifndef SECTEUR_CLANDLOCK_SHIM_H
#define SECTEUR_CLANDLOCK_SHIM_H

/*
 * Linux Landlock: no C library wraps its calls, and the headers of Debian 12 know neither TCP nor
 * scopes. What follows is the kernel's interface as Documentation/userspace-api/landlock.rst has it;
 * the numbers of the calls are the same on every architecture.
 */

#include <fcntl.h>
#include <linux/capability.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A kernel that knows fewer members takes the whole as long as the others are nought. */
struct secteur_landlock_ruleset {
    uint64_t files;
    uint64_t tcp;
    uint64_t scopes;
};

struct secteur_landlock_path {
    uint64_t rights;
    int32_t descriptor;
} __attribute__((packed));

struct secteur_landlock_port {
    uint64_t rights;
    uint64_t port;
};

/* The version of the interface; -1 and errno when the kernel has none. */
static inline int secteur_landlock_version(void)
{
    return (int)syscall(444, NULL, (size_t)0, 1u);
}

/* The descriptor of a new set of rules, or -1 and errno. */
static inline int secteur_landlock_create(const struct secteur_landlock_ruleset *ruleset)
{
    return (int)syscall(444, ruleset, sizeof *ruleset, 0u);
}

/* 0, or -1 and errno. */
static inline int secteur_landlock_allow_path(int ruleset, int descriptor, uint64_t rights)
{
    struct secteur_landlock_path path = { rights, descriptor };
    return (int)syscall(445, ruleset, 1, &path, 0u);
}

/* 0, or -1 and errno. */
static inline int secteur_landlock_allow_port(int ruleset, uint16_t number, uint64_t rights)
{
    struct secteur_landlock_port port = { rights, number };
    return (int)syscall(445, ruleset, 2, &port, 0u);
}

/*
 * Gives up, for ever, the privileges by which root looks into other processes in spite of Landlock.
 * 0, or -1 and errno.
 */
static inline int secteur_no_looking_into_others(void)
{
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
    const unsigned privileges[] = { CAP_SYS_ADMIN, CAP_SYS_PTRACE, CAP_PERFMON, CAP_SYSLOG };
    if (syscall(SYS_capget, &header, sets) != 0) return -1;
    for (size_t i = 0; i < sizeof privileges / sizeof *privileges; i++) {
        struct __user_cap_data_struct *set = &sets[CAP_TO_INDEX(privileges[i])];
        set->effective &= ~CAP_TO_MASK(privileges[i]);
        set->permitted &= ~CAP_TO_MASK(privileges[i]);
        set->inheritable &= ~CAP_TO_MASK(privileges[i]);
    }
    return (int)syscall(SYS_capset, &header, sets);
}

/* Confines the calling thread and all that it starts from now on, for ever. 0, or -1 and errno. */
static inline int secteur_landlock_enforce(int ruleset)
{
    return (int)syscall(446, ruleset, 0u);
}

/* A descriptor of the place itself (O_PATH, which C shows to GNU programs only), whatever may be
 * read there; or -1 and errno. */
static inline int secteur_open_place(const char *path)
{
    return open(path, 010000000 | O_CLOEXEC);
}

/* No program that this process starts gets more rights than it has. 0, or -1 and errno. */
static inline int secteur_no_new_privileges(void)
{
    return prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
}

/* No core dump, and no other process of the same user looks into its memory. 0, or -1 and errno. */
static inline int secteur_not_dumpable(void)
{
    return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
}

#endif
