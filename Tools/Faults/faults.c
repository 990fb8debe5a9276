// Preloaded into the real programs: fails what they ask of the disk, cuts the power, moves the clock.
//
//   FAULTS_UNDER   only files under this folder are touched; an absolute path
//   FAULTS_COUNT   a file that gets how often each kind of call was made
//   FAULTS_MARK    a file that gets a byte for each fault that really happened
//   FAULTS_FAIL    KIND:NTH:ERRNO[:+]  the NTH call of a kind fails; with + all after it too.
//                  ERRNO 0: it does only half of what was asked, as a call may
//   FAULTS_CUT     NTH:SEED  the power fails at the NTH change, or at the end of the program
//                  (NTH 0): what was not synced is then on the disk in part, or not at all
//   FAULTS_LIES    set: a sync says that all is on the disk, and nothing is
//   FAULTS_CLOCK   seconds that the wall clock is off by
//
// Everything is read and opened before the programs give up rights (Landlock), in the constructor.
//
// The model of a power cut: of each file the writes and truncations since its last sync, of which any
// subset reached the disk, the last of them torn at a sector of 512 bytes; and of names (made, given,
// removed) since the last sync of a folder, of which the first ones did. A new file's name is on the
// disk once the file was synced, as ext4, XFS and btrfs have it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum kind { WRITE, READ, SYNC, TRUNCATE, OPEN, NAME, KINDS };
static const char *const kind_names[KINDS] = {"write", "read", "sync", "truncate", "open", "name"};

enum { FILES = 65536, SECTOR = 512 };

// A write (old and new bytes), or a truncation (new is null): what undoes it and what does it again.
struct change {
    struct change *before;
    off_t offset, size_before;
    size_t length, old_length;
    unsigned char *old, *new;
};

struct inode {
    struct inode *next;
    dev_t device;
    ino_t number;
    int descriptor;  // one that is never closed: closing one would drop SQLite's locks
    struct change *last;
};

// A name that was made, given or removed.
struct naming {
    struct naming *before;
    enum { MADE, GIVEN, REMOVED } what;
    char *from, *to, *kept;
    dev_t device;
    ino_t number;
};

static char under[4096];
static size_t under_length;
static int count_descriptor = -1, mark_descriptor = -1;
static long counts[KINDS], changes;
static int fail_kind = -1, fail_errno, fail_on;
static long fail_at;
static long cut_at = -1;
static int disk_lies;
static uint64_t chance = 88172645463325252ULL;
static time_t clock_offset;
static unsigned char is_ours[FILES];
static struct inode *inodes;
static struct naming *namings;
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static __thread int inside;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("FAULTS_UNDER");
    if (text) snprintf(under, sizeof under, "%s", text);
    under_length = strlen(under);
    if ((text = getenv("FAULTS_CLOCK"))) clock_offset = atoll(text);
    if ((text = getenv("FAULTS_COUNT")))
        count_descriptor = REAL(open)(text, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    if ((text = getenv("FAULTS_MARK")))
        mark_descriptor = REAL(open)(text, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    if ((text = getenv("FAULTS_FAIL"))) {
        char kind[16] = "", more = 0;
        sscanf(text, "%15[a-z]:%ld:%d:%c", kind, &fail_at, &fail_errno, &more);
        for (int i = 0; i < KINDS; i++)
            if (strcmp(kind, kind_names[i]) == 0) fail_kind = i;
        fail_on = more == '+';
    }
    disk_lies = getenv("FAULTS_LIES") != NULL;
    if ((text = getenv("FAULTS_CUT"))) {
        unsigned long long seed = 1;
        sscanf(text, "%ld:%llu", &cut_at, &seed);
        chance ^= seed * 0x9E3779B97F4A7C15ULL;
    }
}

static uint64_t drawn(void) {
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return chance * 0x2545F4914F6CDD1DULL >> 32;
}

static int is_under(const char *path) {
    return under_length && path && strncmp(path, under, under_length) == 0;
}

static int ours(int descriptor) {
    return descriptor >= 0 && descriptor < FILES && is_ours[descriptor] && !inside;
}

static void mark(void) {
    if (mark_descriptor >= 0) dprintf(mark_descriptor, "x");
}

// Counts a call; returns -1 to let it be, or the error that it is to fail with (0: do half).
static int fault(enum kind kind) {
    long n = __atomic_add_fetch(&counts[kind], 1, __ATOMIC_RELAXED);
    if ((int)kind != fail_kind || (fail_on ? n < fail_at : n != fail_at)) return -1;
    mark();
    return fail_errno;
}

// MARK: The power

static struct inode *inode_of(int descriptor) {
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return NULL;
    for (struct inode *each = inodes; each; each = each->next)
        if (each->device == status.st_dev && each->number == status.st_ino) return each;
    struct inode *made = calloc(1, sizeof *made);
    made->device = status.st_dev;
    made->number = status.st_ino;
    made->descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 1000);
    made->next = inodes;
    return inodes = made;
}

static void forget(struct change *change) {
    while (change) {
        struct change *before = change->before;
        free(change->old);
        free(change->new);
        free(change);
        change = before;
    }
}

static void note_change(int descriptor, const void *bytes, size_t length, off_t offset) {
    struct inode *inode = inode_of(descriptor);
    struct stat status;
    if (!inode || fstat(descriptor, &status) != 0) return;
    struct change *change = calloc(1, sizeof *change);
    change->size_before = status.st_size;
    change->offset = offset;
    change->length = length;
    size_t old = bytes ? length : (status.st_size > offset ? (size_t)(status.st_size - offset) : 0);
    change->old = malloc(old + 1);
    ssize_t found = REAL(pread)(inode->descriptor, change->old, old, offset);
    change->old_length = found > 0 ? found : 0;
    if (bytes) {
        change->new = malloc(length + 1);
        memcpy(change->new, bytes, length);
    }
    change->before = inode->last;
    inode->last = change;
}

static void redo(struct inode *inode, struct change *change) {
    if (!change) return;
    redo(inode, change->before);
    uint64_t fate = drawn() % 4;  // lost, torn, or there
    if (fate == 0) return;
    if (!change->new) {
        if (REAL(ftruncate)(inode->descriptor, change->offset)) return;
        return;
    }
    size_t length = change->length;
    if (fate == 1 && length > SECTOR) length = (drawn() % (length / SECTOR)) * SECTOR;
    if (REAL(pwrite)(inode->descriptor, change->new, length, change->offset) < 0) return;
}

static void lose(struct inode *inode) {
    for (struct change *each = inode->last; each; each = each->before) {
        if (REAL(pwrite)(inode->descriptor, each->old, each->old_length, each->offset) < 0) return;
        if (REAL(ftruncate)(inode->descriptor, each->size_before)) return;
    }
    redo(inode, inode->last);
}

static void note_naming(int what, const char *from, const char *to, int descriptor) {
    struct naming *naming = calloc(1, sizeof *naming);
    struct stat status;
    naming->what = what;
    naming->from = strdup(from);
    naming->to = to ? strdup(to) : NULL;
    if (descriptor >= 0 && fstat(descriptor, &status) == 0) {
        naming->device = status.st_dev;
        naming->number = status.st_ino;
    }
    const char *goes = what == GIVEN ? to : what == REMOVED ? from : NULL;
    if (goes && stat(goes, &status) == 0 && S_ISREG(status.st_mode)) {
        static int number;
        if (asprintf(&naming->kept, "%s.faults-%d", goes, number++) < 0) naming->kept = NULL;
        REAL(unlink)(naming->kept);
        if (link(goes, naming->kept) != 0) naming->kept = NULL;
    }
    naming->before = namings;
    namings = naming;
}

static void settle_namings(void) {
    for (struct naming *each = namings; each; each = each->before)
        if (each->kept) REAL(unlink)(each->kept);
    namings = NULL;
}

static void undo(struct naming *naming) {
    switch (naming->what) {
    case MADE:
        REAL(unlink)(naming->from);
        break;
    case GIVEN:
        REAL(rename)(naming->to, naming->from);
        if (naming->kept) REAL(rename)(naming->kept, naming->to);
        break;
    case REMOVED:
        if (naming->kept) REAL(rename)(naming->kept, naming->from);
        break;
    }
    naming->kept = NULL;
}

static void power_fails(void) {
    inside = 1;
    mark();
    for (struct inode *each = inodes; each; each = each->next) lose(each);
    while (namings && drawn() % 2) {
        undo(namings);
        namings = namings->before;
    }
    settle_namings();
}

static int watches_power(void) { return cut_at >= 0; }

// Called with the lock held, before a change.
static void one_change(void) {
    if (++changes == cut_at) {
        power_fails();
        _exit(137);
    }
}

__attribute__((destructor)) static void end(void) {
    if (count_descriptor >= 0) {
        for (int i = 0; i < KINDS; i++) dprintf(count_descriptor, "%s %ld\n", kind_names[i], counts[i]);
        dprintf(count_descriptor, "change %ld\n", changes);
    }
    if (watches_power()) {
        pthread_mutex_lock(&lock);
        if (cut_at == 0) power_fails();
        settle_namings();
        pthread_mutex_unlock(&lock);
    }
}

// MARK: Calls

static int opened(int descriptor, const char *path, int is_new) {
    if (descriptor < 0 || descriptor >= FILES) return descriptor;
    is_ours[descriptor] = is_under(path);
    if (is_new && is_ours[descriptor] && watches_power()) {
        pthread_mutex_lock(&lock);
        note_naming(MADE, path, NULL, descriptor);
        pthread_mutex_unlock(&lock);
    }
    return descriptor;
}

#define OPENING(call, path, ...)                                                        \
    int mode = 0, is_new = 0;                                                           \
    if (flags & (O_CREAT | __O_TMPFILE)) {                                              \
        va_list more;                                                                   \
        va_start(more, flags);                                                          \
        mode = va_arg(more, int);                                                       \
        va_end(more);                                                                   \
    }                                                                                   \
    if (is_under(path) && !inside) {                                                    \
        int error = fault(OPEN);                                                        \
        if (error > 0) return errno = error, -1;                                        \
        is_new = flags & O_CREAT && access(path, F_OK) != 0;                            \
    }                                                                                   \
    return opened(REAL(call)(__VA_ARGS__, flags, mode), path, is_new)

int open(const char *path, int flags, ...) { OPENING(open, path, path); }
int open64(const char *path, int flags, ...) { OPENING(open64, path, path); }
int openat(int at, const char *path, int flags, ...) { OPENING(openat, path, at, path); }
int openat64(int at, const char *path, int flags, ...) { OPENING(openat64, path, at, path); }

int close(int descriptor) {
    if (descriptor >= 0 && descriptor < FILES) is_ours[descriptor] = 0;
    return REAL(close)(descriptor);
}

static ssize_t written(int descriptor, const void *bytes, size_t length, off_t offset, int moves) {
    int error = fault(WRITE);
    if (error > 0) return errno = error, -1;
    if (error == 0 && length > 1) length /= 2;
    pthread_mutex_lock(&lock);
    if (watches_power()) {
        one_change();
        struct stat status;
        off_t place = offset;
        if (moves && fstat(descriptor, &status) == 0)
            place = fcntl(descriptor, F_GETFL) & O_APPEND ? status.st_size
                                                          : lseek(descriptor, 0, SEEK_CUR);
        note_change(descriptor, bytes, length, place);
    } else {
        changes++;
    }
    ssize_t done = moves ? REAL(write)(descriptor, bytes, length)
                         : REAL(pwrite)(descriptor, bytes, length, offset);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    if (!ours(descriptor)) return REAL(write)(descriptor, bytes, length);
    return written(descriptor, bytes, length, 0, 1);
}
ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    if (!ours(descriptor)) return REAL(pwrite)(descriptor, bytes, length, offset);
    return written(descriptor, bytes, length, offset, 0);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) {
    return pwrite(descriptor, bytes, length, offset);
}

#define READING(call, ...)                                                              \
    if (ours(descriptor)) {                                                             \
        int error = fault(READ);                                                        \
        if (error > 0) return errno = error, -1;                                        \
        if (error == 0 && length > 1) length /= 2;                                      \
    }                                                                                   \
    return REAL(call)(__VA_ARGS__)

ssize_t read(int descriptor, void *bytes, size_t length) {
    READING(read, descriptor, bytes, length);
}
ssize_t pread(int descriptor, void *bytes, size_t length, off_t offset) {
    READING(pread, descriptor, bytes, length, offset);
}
ssize_t pread64(int descriptor, void *bytes, size_t length, off_t offset) {
    READING(pread64, descriptor, bytes, length, offset);
}

static int synced(int descriptor, int (*call)(int)) {
    if (!ours(descriptor)) return call(descriptor);
    int error = fault(SYNC);
    if (error > 0) return errno = error, -1;
    pthread_mutex_lock(&lock);
    if (watches_power()) {
        one_change();
        struct stat status;
        struct inode *inode = disk_lies ? NULL : inode_of(descriptor);
        if (!disk_lies && fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode))
            settle_namings();
        if (inode) {
            forget(inode->last);
            inode->last = NULL;
            for (struct naming **each = &namings; *each; each = &(*each)->before)
                if ((*each)->what == MADE && (*each)->device == inode->device
                    && (*each)->number == inode->number) {
                    *each = (*each)->before;
                    break;
                }
        }
    } else {
        changes++;
    }
    pthread_mutex_unlock(&lock);
    return call(descriptor);
}

int fsync(int descriptor) { return synced(descriptor, REAL(fsync)); }
int fdatasync(int descriptor) { return synced(descriptor, REAL(fdatasync)); }

int ftruncate(int descriptor, off_t size) {
    if (!ours(descriptor)) return REAL(ftruncate)(descriptor, size);
    int error = fault(TRUNCATE);
    if (error > 0) return errno = error, -1;
    pthread_mutex_lock(&lock);
    if (watches_power()) {
        one_change();
        note_change(descriptor, NULL, 0, size);
    } else {
        changes++;
    }
    int done = REAL(ftruncate)(descriptor, size);
    pthread_mutex_unlock(&lock);
    return done;
}
int ftruncate64(int descriptor, off_t size) { return ftruncate(descriptor, size); }

#define NAMING(what, from, to, call)                                                    \
    if (inside || !is_under(from)) return call;                                         \
    int error = fault(NAME);                                                            \
    if (error > 0) return errno = error, -1;                                            \
    pthread_mutex_lock(&lock);                                                          \
    if (watches_power()) {                                                              \
        one_change();                                                                   \
        note_naming(what, from, to, -1);                                                \
    } else {                                                                            \
        changes++;                                                                      \
    }                                                                                   \
    int done = call;                                                                    \
    if (done != 0 && watches_power() && namings) {                                      \
        if (namings->kept) REAL(unlink)(namings->kept);                                 \
        namings = namings->before;                                                      \
    }                                                                                   \
    pthread_mutex_unlock(&lock);                                                        \
    return done

int rename(const char *from, const char *to) { NAMING(GIVEN, from, to, REAL(rename)(from, to)); }
int unlink(const char *path) { NAMING(REMOVED, path, NULL, REAL(unlink)(path)); }

int clock_gettime(clockid_t clock, struct timespec *now) {
    int done = REAL(clock_gettime)(clock, now);
    if (done == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += clock_offset;
    return done;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    int done = REAL(gettimeofday)(now, zone);
    if (done == 0) now->tv_sec += clock_offset;
    return done;
}
time_t time(time_t *place) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}
