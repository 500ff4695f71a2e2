// Stands between a program and the disk (LD_PRELOAD): counts its flushes and makes each take so many milliseconds longer, so that the time of a
// request tells how many of them it waits for, one after the other.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static void met(void) {
  static int count = -1;
  const char *file = getenv("FLUSH_COUNT"), *pause = getenv("FLUSH_PAUSE_MS");
  if (count < 0 && file) count = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (count >= 0 && write(count, ".", 1) != 1) abort();
  if (pause) usleep(1000 * atoi(pause));
}

int fsync(int fd) {
  met();
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}

int fdatasync(int fd) {
  met();
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
