#include "entropy/machine.hpp"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace cce::entropy {
namespace {

// By syscall() throughout: libc's own functions are points at which a thread may be cancelled, with locks held.
template <class... Arguments>
long call(long number, Arguments... arguments) {
  const int before = errno;
  const long result = syscall(number, arguments...);
  const long answer = result < 0 ? -errno : result;
  errno = before;  // a failure here is handled here, and none of the caller's business
  return answer;
}

long get_random(void* out, size_t n, unsigned flags) { return call(SYS_getrandom, out, n, flags); }

int open_readable(const char* path) {
  return static_cast<int>(call(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC | O_NOCTTY));
}

bool is_device(int file, unsigned major_number, unsigned minor_number) {
  struct stat about;
  return fstat(file, &about) == 0 && S_ISCHR(about.st_mode) && about.st_rdev == makedev(major_number, minor_number);
}

int wait_readable(int file, int milliseconds) {
  pollfd entry = {file, POLLIN, 0};
  const timespec limit = {milliseconds / 1000, milliseconds % 1000 * 1'000'000L};
  constexpr size_t kernel_signal_set = 8;
  return static_cast<int>(call(SYS_ppoll, &entry, 1, milliseconds < 0 ? nullptr : &limit, nullptr, kernel_signal_set));
}

long read_file(int file, void* out, size_t n) { return call(SYS_read, file, out, n); }

void close_file(int file) { call(SYS_close, file); }

}  // namespace

constinit const Kernel linux_kernel = {get_random, open_readable, is_device, wait_readable, read_file, close_file};

}  // namespace cce::entropy
