/* One SQLite database as a peer of a benchmark: plain, under the session extension, or in another
 * library that speaks SQLite's API (doltlite, by LD_PRELOAD).
 *
 *   sqlite_peer COLUMNS DATABASE SETTINGS COMMAND [WORD...]
 *
 *   COLUMNS    a line for each column after the identifier: its name, a tab, integer or text
 *   SETTINGS   ours   WAL, synchronous FULL, secure_delete, 32 MB of cache: what our stores have
 *              fast   WAL, synchronous NORMAL, 64 MB of cache
 *              none   the library's own
 *
 *   upsert CONTRACTS           all of them in one transaction
 *   record CONTRACTS OUT       the same under a session, and its changeset to a file
 *   edit EDITS [OUT]           each in a transaction of its own; with OUT under a session
 *   apply CHANGESET keep|replace
 *                              what a conflict does to the value that is there
 *   sql STATEMENT...           one after the other; with - before it, one that may fail
 *   digest                     of all values, in the identifiers' order
 *   compare EDITS EDITS        how many of the fields have the first side's value, and the other's
 *
 * Prints one JSON object. Seconds run from the open database to the committed transaction: reading
 * files, opening and closing are not in them. Any failure ends it with a message and status 1.
 */
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_COLUMNS = 64, ID_BYTES = 16 };

static struct {
    char *name;
    int is_integer;
} columns[MAX_COLUMNS];
static int column_count;
static sqlite3 *database;

static void fail(const char *format, ...)
{
    va_list words;
    va_start(words, format);
    fputs("sqlite_peer: ", stderr);
    vfprintf(stderr, format, words);
    fputc('\n', stderr);
    va_end(words);
    exit(1);
}

static void check(int code, const char *what)
{
    if (code != SQLITE_OK) fail("%s: %s", what, sqlite3_errmsg(database));
}

static void run(const char *sql) { check(sqlite3_exec(database, sql, 0, 0, 0), sql); }

static sqlite3_stmt *prepare(const char *sql)
{
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v2(database, sql, -1, &statement, 0), sql);
    return statement;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The most memory that this process ever had resident. */
static long peak_kib(void)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    long kib = 0;
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %ld", &kib) == 1) break;
    if (file) fclose(file);
    return kib;
}

/* ---- Files ---- */

static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file) fail("%s can't be read", path);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    if (!bytes || fread(bytes, 1, *size, file) != *size) fail("%s can't be read", path);
    bytes[*size] = 0;
    fclose(file);
    return bytes;
}

static void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file))
        fail("%s can't be written", path);
}

/* Lines of cells, which all point into one text. */
struct table {
    char **cells;
    long rows;
    int width;
};

static struct table read_table(const char *path, int width)
{
    size_t size;
    char *text = read_file(path, &size);
    long rows = 0;
    for (size_t i = 0; i < size; i++) rows += text[i] == '\n';
    struct table table = {malloc((size_t)rows * (size_t)width * sizeof(char *)), rows, width};
    char *place = text;
    for (long cell = 0; cell < rows * width; cell++) {
        table.cells[cell] = place;
        place += strcspn(place, "\t\n");
        if (!*place) fail("%s is cut short", path);
        *place++ = 0;
    }
    return table;
}

static char **row(const struct table *table, long index)
{
    return table->cells + index * table->width;
}

static void read_columns(const char *path)
{
    struct table table = read_table(path, 2);
    if (table.rows > MAX_COLUMNS) fail("too many columns");
    for (long i = 0; i < table.rows; i++) {
        columns[i].name = row(&table, i)[0];
        columns[i].is_integer = !strcmp(row(&table, i)[1], "integer");
    }
    column_count = (int)table.rows;
}

static int column_named(const char *name)
{
    for (int i = 0; i < column_count; i++)
        if (!strcmp(columns[i].name, name)) return i;
    fail("there is no column %s", name);
    return -1;
}

/* ---- The database ---- */

static void open_database(const char *path, const char *settings)
{
    check(sqlite3_open(path, &database), path);
    if (!strcmp(settings, "ours"))
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
            "PRAGMA cache_size = -8192;");
    else if (!strcmp(settings, "fast"))
        // Debian's SQLite overwrites what is deleted unless it is told not to.
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
            "PRAGMA secure_delete = OFF;");
    else if (strcmp(settings, "none"))
        fail("unknown settings %s", settings);
}

static void create_table(void)
{
    char sql[8192];
    int size = snprintf(sql, sizeof sql,
                        "CREATE TABLE IF NOT EXISTS contract (id BLOB NOT NULL PRIMARY KEY");
    for (int i = 0; i < column_count; i++)
        size += snprintf(sql + size, sizeof sql - (size_t)size, ", \"%s\" %s", columns[i].name,
                         columns[i].is_integer ? "INTEGER" : "TEXT");
    snprintf(sql + size, sizeof sql - (size_t)size, ") WITHOUT ROWID");
    run(sql);
}

static int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

static void bind_id(sqlite3_stmt *statement, int place, const char *digits)
{
    unsigned char id[ID_BYTES];
    for (int i = 0; i < ID_BYTES; i++)
        id[i] = (unsigned char)(digit(digits[2 * i]) << 4 | digit(digits[2 * i + 1]));
    sqlite3_bind_blob(statement, place, id, ID_BYTES, SQLITE_TRANSIENT);
}

static void bind_value(sqlite3_stmt *statement, int place, int column, const char *cell)
{
    if (!*cell) sqlite3_bind_null(statement, place);
    else if (columns[column].is_integer) sqlite3_bind_int64(statement, place, atoll(cell));
    else sqlite3_bind_text(statement, place, cell, -1, SQLITE_STATIC);
}

static void step(sqlite3_stmt *statement)
{
    if (sqlite3_step(statement) != SQLITE_DONE) fail("%s", sqlite3_errmsg(database));
    sqlite3_reset(statement);
}

/* Puts all rows into the table in one transaction; seconds. */
static double put_rows(const struct table *table)
{
    char sql[16384] = "INSERT INTO contract VALUES (?";
    for (int i = 0; i < column_count; i++) strcat(sql, ", ?");
    strcat(sql, ") ON CONFLICT (id) DO UPDATE SET ");
    for (int i = 0; i < column_count; i++)
        sprintf(sql + strlen(sql), "%s\"%s\" = excluded.\"%s\"", i ? ", " : "", columns[i].name,
                columns[i].name);
    sqlite3_stmt *statement = prepare(sql);
    double start = now();
    run("BEGIN IMMEDIATE");
    for (long i = 0; i < table->rows; i++) {
        char **cells = row(table, i);
        bind_id(statement, 1, cells[0]);
        for (int c = 0; c < column_count; c++) bind_value(statement, c + 2, c, cells[c + 1]);
        step(statement);
    }
    run("COMMIT");
    double seconds = now() - start;
    sqlite3_finalize(statement);
    return seconds;
}

/* Changes one field at a time, each in a transaction of its own; seconds. */
static double make_edits(const struct table *edits)
{
    sqlite3_stmt *statements[MAX_COLUMNS];
    for (int i = 0; i < column_count; i++) {
        char sql[512];
        snprintf(sql, sizeof sql, "UPDATE contract SET \"%s\" = ?2 WHERE id = ?1", columns[i].name);
        statements[i] = prepare(sql);
    }
    double start = now();
    for (long i = 0; i < edits->rows; i++) {
        char **cells = row(edits, i);
        int column = column_named(cells[1]);
        bind_id(statements[column], 1, cells[0]);
        bind_value(statements[column], 2, column, cells[2]);
        step(statements[column]);
        if (sqlite3_changes(database) != 1) fail("there is no record %s", cells[0]);
    }
    double seconds = now() - start;
    for (int i = 0; i < column_count; i++) sqlite3_finalize(statements[i]);
    return seconds;
}

/* ---- The session extension ---- */

static sqlite3_session *begin_session(void)
{
    sqlite3_session *session;
    check(sqlite3session_create(database, "main", &session), "session");
    check(sqlite3session_attach(session, "contract"), "session");
    return session;
}

/* Writes what changed under the session to a file; prints its seconds and bytes. */
static void end_session(sqlite3_session *session, const char *path)
{
    int size;
    void *bytes;
    double start = now();
    check(sqlite3session_changeset(session, &size, &bytes), "changeset");
    printf(", \"out_seconds\": %.9f, \"bytes\": %d", now() - start, size);
    sqlite3session_delete(session);
    write_file(path, bytes, (size_t)size);
    sqlite3_free(bytes);
}

struct conflicts {
    long count;
    int replace;
};

static int on_conflict(void *context, int kind, sqlite3_changeset_iter *change)
{
    struct conflicts *conflicts = context;
    (void)change;
    conflicts->count++;
    int can_replace = kind == SQLITE_CHANGESET_DATA || kind == SQLITE_CHANGESET_CONFLICT;
    return conflicts->replace && can_replace ? SQLITE_CHANGESET_REPLACE : SQLITE_CHANGESET_OMIT;
}

static void apply(const char *path, int replace)
{
    size_t size;
    char *bytes = read_file(path, &size);
    struct conflicts conflicts = {0, replace};
    double start = now();
    run("BEGIN IMMEDIATE");
    check(sqlite3changeset_apply(database, (int)size, bytes, 0, on_conflict, &conflicts), "apply");
    run("COMMIT");
    printf(", \"seconds\": %.9f, \"conflicts\": %ld", now() - start, conflicts.count);
}

/* ---- Other commands ---- */

static void execute(int count, char **statements)
{
    printf(", \"statements\": [");
    for (int i = 0; i < count; i++) {
        int may_fail = statements[i][0] == '-';
        const char *sql = statements[i] + may_fail;
        double start = now();
        sqlite3_stmt *statement;
        int code = sqlite3_prepare_v2(database, sql, -1, &statement, 0);
        if (code == SQLITE_OK) code = sqlite3_step(statement);
        if (code != SQLITE_ROW && code != SQLITE_DONE && !may_fail)
            fail("%s: %s", sql, sqlite3_errmsg(database));
        long long result = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
        sqlite3_finalize(statement);
        printf("%s{\"seconds\": %.9f, \"result\": %lld}", i ? ", " : "", now() - start, result);
    }
    printf("]");
}

static void digest(void)
{
    sqlite3_stmt *statement = prepare("SELECT * FROM contract ORDER BY id");
    uint64_t hash = 1469598103934665603u;
    long rows = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        rows++;
        for (int c = 0; c <= column_count; c++) {
            const unsigned char *bytes = sqlite3_column_blob(statement, c);
            for (int i = sqlite3_column_bytes(statement, c); i > 0; i--)
                hash = (hash ^ *bytes++) * 1099511628211u;
            hash = (hash ^ 0xff) * 1099511628211u;
        }
    }
    sqlite3_finalize(statement);
    printf(", \"rows\": %ld, \"digest\": \"%016llx\"", rows, (unsigned long long)hash);
}

/* Whose value each field has that both sides changed. */
static void compare(const char *one_path, const char *other_path)
{
    struct table sides[2] = {read_table(one_path, 3), read_table(other_path, 3)};
    long counts[2] = {0, 0};
    for (long i = 0; i < sides[0].rows; i++) {
        char sql[512];
        char **cells = row(&sides[0], i);
        snprintf(sql, sizeof sql, "SELECT CAST(\"%s\" AS TEXT) FROM contract WHERE id = ?",
                 cells[1]);
        sqlite3_stmt *statement = prepare(sql);
        bind_id(statement, 1, cells[0]);
        if (sqlite3_step(statement) != SQLITE_ROW) fail("there is no record %s", cells[0]);
        const char *value = (const char *)sqlite3_column_text(statement, 0);
        for (int side = 0; side < 2; side++)
            counts[side] += value && !strcmp(value, row(&sides[side], i)[2]);
        sqlite3_finalize(statement);
    }
    printf(", \"one\": %ld, \"other\": %ld", counts[0], counts[1]);
}

int main(int count, char **words)
{
    if (count < 5) fail("COLUMNS DATABASE SETTINGS COMMAND [WORD...]");
    const char *settings = words[3], *command = words[4];
    char **rest = words + 5;
    int rest_count = count - 5;
    read_columns(words[1]);
    open_database(words[2], settings);
    printf("{\"library\": \"%s\"", sqlite3_libversion());
    if (!strcmp(command, "sql") || !strcmp(command, "digest") || !strcmp(command, "compare")) {
        if (!strcmp(command, "sql")) execute(rest_count, rest);
        else if (!strcmp(command, "digest")) digest();
        else compare(rest[0], rest[1]);
    } else if (!strcmp(command, "upsert")) {
        struct table table = read_table(rest[0], column_count + 1);
        create_table();
        printf(", \"seconds\": %.9f", put_rows(&table));
    } else if (!strcmp(command, "edit") && rest_count == 1) {
        struct table edits = read_table(rest[0], 3);
        printf(", \"seconds\": %.9f", make_edits(&edits));
    } else if (!strcmp(command, "record")) {
        struct table table = read_table(rest[0], column_count + 1);
        create_table();
        sqlite3_session *session = begin_session();
        printf(", \"seconds\": %.9f", put_rows(&table));
        end_session(session, rest[1]);
    } else if (!strcmp(command, "edit")) {
        struct table edits = read_table(rest[0], 3);
        sqlite3_session *session = begin_session();
        printf(", \"seconds\": %.9f", make_edits(&edits));
        end_session(session, rest[1]);
    } else if (!strcmp(command, "apply")) {
        create_table();
        apply(rest[0], !strcmp(rest[1], "replace"));
    } else {
        fail("unknown command %s", command);
    }
    printf(", \"peak_bytes\": %ld}\n", peak_kib() * 1024);
    check(sqlite3_close(database), "close");
    return 0;
}
