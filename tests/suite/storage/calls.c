/* What a program asks of the disk, call by call. Loaded before the C library (LD_PRELOAD), it counts the calls that touch
   files below one folder, writes them down, and lets one of them fail or be the last.

   STORAGE_UNDER  the folder; without it nothing is counted
   STORAGE_LOG    a file to which each call is appended: a line "KIND NUMBER LENGTH PATH", and LENGTH bytes after it;
                  reads only where they fail
   STORAGE_AT     which call is met, counted from 1: of the changes, or of the reads where those fail
   STORAGE_HOW    kill: the program dies before it; torn: it dies after half of a write; error: it fails once (EIO);
                  full: it, and each write or new file after it, fails (ENOSPC); unread: a read fails once (EIO)

   Kinds: C a file is made, W bytes are written (NUMBER is where), T a file is cut (NUMBER is its length), S a file or folder is
   synced, N a name becomes another (the bytes are the new one), D a name is taken away, M a folder is made, X a folder is taken
   away, L a name is added to a file (the bytes are the new one), R bytes are read. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static const char *under, *how;
static long at, changes, reads;
static int log_file = -1;

__attribute__((constructor)) static void begin(void) {
    under = getenv("STORAGE_UNDER");
    how = getenv("STORAGE_HOW");
    const char *number = getenv("STORAGE_AT"), *log = getenv("STORAGE_LOG");
    at = number ? atol(number) : 0;
    if (log) log_file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_under(const char *path) {
    size_t length = under ? strlen(under) : 0;
    return length && !strncmp(path, under, length) && (path[length] == '/' || !path[length]);
}

/* The path of a name as a call gives it, from the root on; 0 where it is not below the folder. */
static int path_of(int folder, const char *name, char *path) {
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
    } else {
        char link[64], base[PATH_MAX];
        snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, base, sizeof base - 1);
        if (length < 0) return 0;
        base[length] = 0;
        while (!strncmp(name, "./", 2)) name += 2;
        if (snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) return 0;
    }
    return is_under(path);
}

/* The path of an open file or folder; 0 where it is another thing, or not below the folder. */
static int path_of_open(int file, char *path) {
    struct stat is;
    char link[64];
    if (!under || fstat(file, &is) || !(S_ISREG(is.st_mode) || S_ISDIR(is.st_mode))) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_under(path);
}

static void note(char kind, long number, size_t length, const char *path, const void *bytes) {
    if (log_file < 0) return;
    char line[PATH_MAX + 64];
    int size = snprintf(line, sizeof line, "%c %ld %zu %s\n", kind, number, length, path);
    syscall(SYS_write, log_file, line, (size_t)size);
    if (length) syscall(SYS_write, log_file, bytes, length);
}

static int is_how(const char *word) { return how && !strcmp(how, word); }

/* Counts a call. 0: it goes on. Above 0: it fails so. -1: half of it is done, and the program dies. */
static int met(char kind) {
    if (is_how("unread") != (kind == 'R')) return 0;
    long call = kind == 'R' ? ++reads : ++changes;
    if (!at || call < at) return 0;
    if (is_how("full")) return strchr("CWML", kind) ? ENOSPC : 0;
    if (call > at) return 0;
    if (is_how("torn") && kind == 'W') return -1;
    if (is_how("kill") || is_how("torn")) kill(getpid(), SIGKILL);
    return EIO;
}

#define BEGIN(kind, number, length, path, bytes) \
    pthread_mutex_lock(&one_at_a_time); \
    int fault = met(kind); \
    if (!fault && is_how("unread") == ((kind) == 'R')) note(kind, (long)(number), length, path, bytes)
#define END(result) \
    do { int kept = errno; pthread_mutex_unlock(&one_at_a_time); errno = kept; return result; } while (0)
#define FAILED \
    do { pthread_mutex_unlock(&one_at_a_time); errno = fault; return -1; } while (0)

static ssize_t written(int file, const void *bytes, size_t length, off_t where, const char *path) {
    BEGIN('W', where, length, path, bytes);
    if (fault > 0) FAILED;
    ssize_t done = syscall(SYS_pwrite64, file, bytes, fault ? length / 2 : length, where);
    if (fault) kill(getpid(), SIGKILL);
    END(done);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t where) {
    char path[PATH_MAX];
    if (!path_of_open(file, path)) return syscall(SYS_pwrite64, file, bytes, length, where);
    return written(file, bytes, length, where, path);
}
ssize_t pwrite(int file, const void *bytes, size_t length, off_t where) { return pwrite64(file, bytes, length, where); }

ssize_t write(int file, const void *bytes, size_t length) {
    char path[PATH_MAX];
    struct stat is;
    if (!path_of_open(file, path) || fstat(file, &is)) return syscall(SYS_write, file, bytes, length);
    off_t where = fcntl(file, F_GETFL) & O_APPEND ? is.st_size : lseek(file, 0, SEEK_CUR);
    ssize_t done = written(file, bytes, length, where, path);
    if (done > 0) lseek(file, where + done, SEEK_SET);
    return done;
}
ssize_t writev(int file, const struct iovec *parts, int count) {
    char path[PATH_MAX];
    if (!path_of_open(file, path)) return syscall(SYS_writev, file, parts, count);
    for (int part = 0; part < count; part++)
        if (parts[part].iov_len) return write(file, parts[part].iov_base, parts[part].iov_len);
    return 0;
}
/* The program does these by reading and writing where they are not to be had. */
ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t length, unsigned flags) {
    (void)from, (void)a, (void)to, (void)b, (void)length, (void)flags;
    errno = EXDEV;
    return -1;
}
ssize_t sendfile64(int to, int from, off64_t *where, size_t length) {
    (void)to, (void)from, (void)where, (void)length;
    errno = EINVAL;
    return -1;
}

ssize_t pread64(int file, void *bytes, size_t length, off64_t where) {
    char path[PATH_MAX];
    if (path_of_open(file, path)) {
        BEGIN('R', where, 0, path, 0);
        if (fault) FAILED;
        pthread_mutex_unlock(&one_at_a_time);
    }
    return syscall(SYS_pread64, file, bytes, length, where);
}
ssize_t pread(int file, void *bytes, size_t length, off_t where) { return pread64(file, bytes, length, where); }
ssize_t read(int file, void *bytes, size_t length) {
    char path[PATH_MAX];
    if (path_of_open(file, path)) {
        BEGIN('R', 0, 0, path, 0);
        if (fault) FAILED;
        pthread_mutex_unlock(&one_at_a_time);
    }
    return syscall(SYS_read, file, bytes, length);
}

int ftruncate64(int file, off64_t length) {
    char path[PATH_MAX];
    if (!path_of_open(file, path)) return (int)syscall(SYS_ftruncate, file, length);
    BEGIN('T', length, 0, path, 0);
    if (fault) FAILED;
    int done = (int)syscall(SYS_ftruncate, file, length);
    END(done);
}
int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

static int synced(int file, long call) {
    char path[PATH_MAX];
    if (!path_of_open(file, path)) return (int)syscall(call, file);
    BEGIN('S', 0, 0, path, 0);
    if (fault) FAILED;
    int done = (int)syscall(call, file);
    END(done);
}
int fsync(int file) { return synced(file, SYS_fsync); }
int fdatasync(int file) { return synced(file, SYS_fdatasync); }

static int opened(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    struct stat is;
    int is_cut = flags & O_TRUNC && !syscall(SYS_newfstatat, folder, name, &is, 0) && is.st_size > 0;
    int is_made = flags & O_CREAT && syscall(SYS_newfstatat, folder, name, &is, 0);
    if (!under || !(is_made || is_cut) || !path_of(folder, name, path))
        return (int)syscall(SYS_openat, folder, name, flags, mode);
    BEGIN(is_made ? 'C' : 'T', 0, 0, path, 0);
    if (fault) FAILED;
    int file = (int)syscall(SYS_openat, folder, name, flags, mode);
    END(file);
}
#define OPEN(folder, before) \
    va_list rest; va_start(rest, before); mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); return opened(folder, name, flags, mode)
int open(const char *name, int flags, ...) { OPEN(AT_FDCWD, flags); }
int open64(const char *name, int flags, ...) { OPEN(AT_FDCWD, flags); }
int openat(int folder, const char *name, int flags, ...) { OPEN(folder, flags); }
int openat64(int folder, const char *name, int flags, ...) { OPEN(folder, flags); }

/* One name, or two. */
static int named(char kind, int folder, const char *name, int other, const char *second, long flags) {
    char path[PATH_MAX], to[PATH_MAX] = "";
    int is_ours = path_of(folder, name, path) | (second && path_of(other, second, to));
    int done;
    if (is_ours) {
        BEGIN(kind, 0, strlen(to), path, to);
        if (fault) FAILED;
    }
    switch (kind) {
        case 'N': done = (int)syscall(SYS_renameat2, folder, name, other, second, flags); break;
        case 'L': done = (int)syscall(SYS_linkat, folder, name, other, second, flags); break;
        case 'M': done = (int)syscall(SYS_mkdirat, folder, name, flags); break;
        default: done = (int)syscall(SYS_unlinkat, folder, name, flags);
    }
    if (is_ours) END(done);
    return done;
}
int rename(const char *from, const char *to) { return named('N', AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int a, const char *from, int b, const char *to) { return named('N', a, from, b, to, 0); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) { return named('N', a, from, b, to, flags); }
int link(const char *from, const char *to) { return named('L', AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int a, const char *from, int b, const char *to, int flags) { return named('L', a, from, b, to, flags); }
int unlink(const char *name) { return named('D', AT_FDCWD, name, 0, 0, 0); }
int unlinkat(int folder, const char *name, int flags) { return named(flags & AT_REMOVEDIR ? 'X' : 'D', folder, name, 0, 0, flags); }
int rmdir(const char *name) { return named('X', AT_FDCWD, name, 0, 0, AT_REMOVEDIR); }
int mkdir(const char *name, mode_t mode) { return named('M', AT_FDCWD, name, 0, 0, mode); }
int mkdirat(int folder, const char *name, mode_t mode) { return named('M', folder, name, 0, 0, mode); }
