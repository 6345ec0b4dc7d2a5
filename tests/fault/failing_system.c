#define _GNU_SOURCE
#include "failing_system.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

volatile enum behaviour getrandom_behaviour = well;
volatile int fault_is_over, fault_was_reached;

/* The library's constructor runs before this program's: what the environment asks for is read at the first call. */
static int fails(const char* function) {
  static char chosen[32], how[16];
  static int n = -1, calls;
  if (n < 0) {
    const char* asked = getenv("CCE_FAULT");
    if (asked == NULL || sscanf(asked, "%31s %d %15s", chosen, &n, how) != 3) n = 0;
  }
  if (n == 0 || fault_is_over || strcmp(function, chosen) != 0) return 0;
  ++calls;
  if (calls < n || (calls > n && strcmp(how, "once") == 0)) return 0;
  fault_was_reached = 1;
  return 1;
}

static void* real(const char* name) { return dlsym(RTLD_NEXT, name); }

void* mmap(void* at, size_t n, int rights, int flags, int file, off_t offset) {
  void* (*go)(void*, size_t, int, int, int, off_t);
  if (fails("mmap")) return errno = ENOMEM, MAP_FAILED;
  *(void**)&go = real("mmap");
  return go(at, n, rights, flags, file, offset);
}

int mprotect(void* at, size_t n, int rights) {
  int (*go)(void*, size_t, int);
  if (fails("mprotect")) return errno = ENOMEM, -1;
  *(void**)&go = real("mprotect");
  return go(at, n, rights);
}

int madvise(void* at, size_t n, int advice) {
  int (*go)(void*, size_t, int);
  if (fails("madvise")) return errno = EINVAL, -1;
  *(void**)&go = real("madvise");
  return go(at, n, advice);
}

int mlock(const void* at, size_t n) {
  int (*go)(const void*, size_t);
  if (fails("mlock")) return errno = ENOMEM, -1;
  *(void**)&go = real("mlock");
  return go(at, n);
}

int ftruncate(int file, off_t n) {
  int (*go)(int, off_t);
  if (fails("ftruncate")) return errno = ENOMEM, -1;
  *(void**)&go = real("ftruncate");
  return go(file, n);
}

int pthread_key_create(pthread_key_t* key, void (*destructor)(void*)) {
  int (*go)(pthread_key_t*, void (*)(void*));
  if (fails("pthread_key_create")) return EAGAIN;
  *(void**)&go = real("pthread_key_create");
  return go(key, destructor);
}

int pthread_setspecific(pthread_key_t key, const void* value) {
  int (*go)(pthread_key_t, const void*);
  if (fails("pthread_setspecific")) return ENOMEM;
  *(void**)&go = real("pthread_setspecific");
  return go(key, value);
}

int __register_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void), void* object) {
  int (*go)(void (*)(void), void (*)(void), void (*)(void), void*);
  if (fails("pthread_atfork")) return ENOMEM;
  *(void**)&go = real("__register_atfork");
  return go(prepare, parent, child, object);
}

static long refuse(int error) {
  errno = error;
  return -1;
}

/* What getrandom answers instead; 0: the kernel's own answer, of at most *n bytes. */
static long misbehave(unsigned flags, size_t* n) {
  static unsigned calls;
  const unsigned do_not_wait = 1;
  switch (getrandom_behaviour) {
    case short_reads:
      *n = 1;
      return 0;
    case interrupted:
      return ++calls % 2 != 0 ? refuse(EINTR) : 0;
    case interrupted_for_ever:
      return refuse(EINTR);
    case absent:
    case absent_no_device:
    case absent_stuck_device:
      return refuse(ENOSYS);
    case forbidden:
      return refuse(EPERM);
    case not_ready:
      return (flags & do_not_wait) != 0 ? refuse(EAGAIN) : 0;
    case never_ready:
      return refuse(EAGAIN);
    case well:
      break;
  }
  return 0;
}

static int lacks_device(void) { return getrandom_behaviour == absent_no_device || getrandom_behaviour == forbidden; }

long syscall(long number, ...) {
  long a[6], (*go)(long, ...);
  va_list list;
  va_start(list, number);
  for (int i = 0; i < 6; ++i) a[i] = va_arg(list, long);
  va_end(list);
  *(void**)&go = real("syscall");
  const long memfd_secret = 447;
  if (number == memfd_secret && fails("memfd_secret")) return refuse(ENOSYS);
  if (number == SYS_openat && lacks_device()) return refuse(ENOENT);
  if (number == SYS_read && getrandom_behaviour == absent_stuck_device) {
    memset((void*)a[1], 0x5a, (size_t)a[2]);
    return a[2];
  }
  if (number == SYS_getrandom) {
    if (fails("getrandom")) return refuse(EIO);
    size_t n = (size_t)a[1];
    if (misbehave((unsigned)a[2], &n) < 0) return -1;
    return go(number, a[0], n, a[2]);
  }
  return go(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
