#include "base/memory_os.hpp"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace cce {
namespace {

void* not_failed(void* p) { return p == MAP_FAILED ? nullptr : p; }

void* map(size_t n) { return not_failed(mmap(nullptr, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)); }

void* map_file(size_t n, int file) { return not_failed(mmap(nullptr, n, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)); }

int forbid(void* p, size_t n) { return mprotect(p, n, PROT_NONE); }

int lock(void* p, size_t n) { return mlock(p, n); }

int move(void* from, void* to, size_t n) {
  return mremap(from, n, n, MREMAP_MAYMOVE | MREMAP_FIXED, to) == MAP_FAILED ? -1 : 0;
}

int secret_file(size_t n) {
  constexpr long memfd_secret = 447;  // the same number on every architecture; older headers do not name it
  constexpr unsigned close_on_exec = 02000000;
  const int file = static_cast<int>(syscall(memfd_secret, close_on_exec));
  if (file >= 0 && ftruncate(file, static_cast<off_t>(n)) != 0) {
    close(file);
    return -1;
  }
  return file;
}

}  // namespace

constinit const MemoryOs linux_memory = {map,  map_file,    munmap, forbid,         madvise, lock,
                                         move, secret_file, close,  pthread_atfork, getpid};

}  // namespace cce
