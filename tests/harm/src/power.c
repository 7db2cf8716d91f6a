/* Remembers of each file what was synced: copies its content aside at every fsync and fdatasync.
 *
 * Preloaded into a browser. GENJIN_POWER_ROOT names the folder whose files are watched, with links
 * resolved; GENJIN_POWER_KEPT the one that takes the copies, each under the number of its file and
 * the time at which that file was made, because numbers are given again. The copy is made before
 * the sync, so that nothing is remembered that was written after it was asked for. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_uint copies;

static void keep(int file)
{
    const char *root = getenv("GENJIN_POWER_ROOT");
    const char *kept = getenv("GENJIN_POWER_KEPT");
    if (!root || !kept)
        return;
    char link[64], path[4096], part[4096], whole[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return;
    path[length] = 0;
    if (strncmp(path, root, strlen(root)))
        return;
    struct statx about;
    if (statx(file, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME | STATX_TYPE, &about) ||
        !S_ISREG(about.stx_mode))
        return;
    snprintf(whole, sizeof whole, "%s/%llu-%lld.%09u", kept, (unsigned long long)about.stx_ino,
             (long long)about.stx_btime.tv_sec, about.stx_btime.tv_nsec);
    snprintf(part, sizeof part, "%s/part-%d-%u", kept, getpid(), atomic_fetch_add(&copies, 1));
    /* Opened anew, because it may be open for writing alone. */
    int from = open(link, O_RDONLY | O_CLOEXEC);
    int to = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    char bytes[65536];
    ssize_t count = from < 0 || to < 0 ? -1 : 0;
    if (!count)
        while ((count = read(from, bytes, sizeof bytes)) > 0)
            if (write(to, bytes, count) != count) {
                count = -1;
                break;
            }
    if (from >= 0)
        close(from);
    if (to >= 0)
        close(to);
    if (count || rename(part, whole))
        unlink(part);
}

static int with(const char *name, int file)
{
    int (*own)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    keep(file);
    return own(file);
}

int fsync(int file)
{
    return with("fsync", file);
}

int fdatasync(int file)
{
    return with("fdatasync", file);
}
