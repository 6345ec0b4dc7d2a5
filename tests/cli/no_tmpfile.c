/* Loaded before libc: a file system that has no files without a name, as NFS, FAT and older overlays. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/types.h>

static int opened(const char* function, int directory, const char* name, int flags, mode_t mode) {
  int (*next)(int, const char*, int, ...) = NULL;
  if ((flags & O_TMPFILE) == O_TMPFILE) {
    errno = EOPNOTSUPP;
    return -1;
  }
  *(void**)&next = dlsym(RTLD_NEXT, function);
  return next(directory, name, flags, mode);
}

int openat(int directory, const char* name, int flags, ...) {
  va_list rest;
  mode_t mode;
  va_start(rest, flags);
  mode = (flags & O_CREAT) != 0 ? (mode_t)va_arg(rest, int) : 0;
  va_end(rest);
  return opened("openat", directory, name, flags, mode);
}

int openat64(int directory, const char* name, int flags, ...) {
  va_list rest;
  mode_t mode;
  va_start(rest, flags);
  mode = (flags & O_CREAT) != 0 ? (mode_t)va_arg(rest, int) : 0;
  va_end(rest);
  return opened("openat64", directory, name, flags, mode);
}
