#include "io/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "failure.hpp"

namespace cce::cli {
namespace {

int open_for_reading(const std::string& name) {
  if (name == "-") return STDIN_FILENO;
  while (true) {
    const int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd >= 0) return fd;
    if (errno != EINTR) throw InputError(name, errno);
  }
}

}  // namespace

File::File(const std::string& name) : name_(name), fd_(open_for_reading(name)) {
  // A hint only: a pipe refuses it, and reading goes well without.
  posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
}

File::~File() {
  if (fd_ != STDIN_FILENO) close(fd_);
}

size_t File::read(std::span<uint8_t> buffer) const {
  while (true) {
    const ssize_t count = ::read(fd_, buffer.data(), buffer.size());
    if (count >= 0) return static_cast<size_t>(count);
    if (errno != EINTR) throw InputError(name_, errno);
  }
}

std::optional<uint64_t> File::remaining() const {
  struct stat status {};
  if (fstat(fd_, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  const off_t position = lseek(fd_, 0, SEEK_CUR);
  // Files under /proc and /sys claim a size of 0 and have content all the same.
  if (position < 0 || status.st_size <= position) return std::nullopt;
  return static_cast<uint64_t>(status.st_size - position);
}

struct stat File::status() const {
  struct stat status {};
  if (fstat(fd_, &status) != 0) throw InputError(name_, errno);
  return status;
}

}  // namespace cce::cli
