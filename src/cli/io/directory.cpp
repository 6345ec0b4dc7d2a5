#include "io/directory.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "failure.hpp"

namespace cce::cli {

Directory::Directory(const std::string& name) : name_(name) {
  const size_t slash = name.rfind('/');
  const std::string path = slash == std::string::npos ? "." : name.substr(0, slash + 1);
  base_ = slash == std::string::npos ? name : name.substr(slash + 1);
  if (name.empty()) throw FileError(name, ENOENT);
  if (base_.empty() || base_ == "." || base_ == "..") throw FileError(name, EISDIR);
  fd_ = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // One that may be written and not read serves as well, but for sync.
  if (fd_ < 0 && errno == EACCES) fd_ = open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd_ < 0) throw FileError(name, errno);
}

Directory::~Directory() { close(fd_); }

void Directory::sync() const {
  if (fsync(fd_) == 0) return;
  // EBADF: opened by O_PATH. EINVAL, ENOTSUP: a file system that keeps directories in its own way.
  if (errno != EBADF && errno != EINVAL && errno != ENOTSUP) throw FileError(name_, errno);
}

}  // namespace cce::cli
