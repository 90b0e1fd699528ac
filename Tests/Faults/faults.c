// Makes system calls fail, for the fault suite: LD_PRELOAD this.
//
// FAULT_READ=N   reading any file but a terminal fails with EIO behind its first N bytes
// FAULT_SHORT=N  no read or write moves more than N bytes
// FAULT_SYNC=1   fdatasync fails with EIO
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static long setting(const char *name) {
  const char *value = getenv(name);
  return value ? atol(value) : 0;
}

static size_t shortened(size_t count) {
  long most = setting("FAULT_SHORT");
  return most > 0 && count > (size_t)most ? (size_t)most : count;
}

ssize_t read(int descriptor, void *buffer, size_t count) {
  static ssize_t (*original)(int, void *, size_t);
  if (!original) original = (ssize_t(*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
  long limit = setting("FAULT_READ");
  off_t at = limit > 0 ? lseek(descriptor, 0, SEEK_CUR) : -1;
  if (at >= 0 && at >= limit) {
    errno = EIO;
    return -1;
  }
  if (at >= 0 && (off_t)count > limit - at) count = (size_t)(limit - at);
  return original(descriptor, buffer, shortened(count));
}

ssize_t write(int descriptor, const void *buffer, size_t count) {
  static ssize_t (*original)(int, const void *, size_t);
  if (!original) original = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  return original(descriptor, buffer, shortened(count));
}

int fdatasync(int descriptor) {
  static int (*original)(int);
  if (!original) original = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  if (setting("FAULT_SYNC")) {
    errno = EIO;
    return -1;
  }
  return original(descriptor);
}
