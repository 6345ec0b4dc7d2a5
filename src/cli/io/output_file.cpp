#include "io/output_file.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <random>

#include "failure.hpp"
#include "io/interrupt.hpp"

namespace cce::cli {
namespace {

// A name for the time being, which no two runs share; a clash is found by the system and tried again. It is no secret.
std::string some_name() {
  static constexpr char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::random_device random;
  std::string name = ".cce-";
  for (int i = 0; i < 12; ++i) name += letters[random() % 32];
  return name;
}

// At most so much a call: ext4 of Linux 6.18 takes a whole MiB as one piece of memory, which it fills at a third of the
// speed.
constexpr size_t write_size = 256 * 1024;

mode_t mode_of_new(OutputFile::Permissions permissions) {
  if (permissions == OutputFile::Permissions::owner_alone) return 0600;
  const mode_t mask = umask(0);  // there is no other way to ask
  umask(mask);
  return 0666 & ~mask;
}

// By this name a file without one can be linked. Without /proc it cannot.
std::string proc_name(int fd) { return "/proc/self/fd/" + std::to_string(fd); }

UsageError taken(const std::string& name) {
  return UsageError(printable(name) + ": exists already, and is not overwritten");
}

}  // namespace

OutputFile::OutputFile(const std::string& name, Existing existing, Permissions permissions)
    : name_(name), existing_(existing), directory_(name) {
  struct stat status {};
  // The name itself counts, so what a symbolic link points to is never written.
  const bool exists = fstatat(directory_.fd(), directory_.base().c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  if (!exists && errno != ENOENT) fail(errno);
  if (exists && S_ISDIR(status.st_mode)) fail(EISDIR);
  // To put a file in the place of /dev/null, say, would harm the whole machine.
  if (exists && !S_ISREG(status.st_mode))
    throw UsageError(printable(name) + ": not a file; nothing is put in its place");
  if (exists && existing == Existing::refuse) throw taken(name);
  mode_ = exists ? status.st_mode & 0777 : mode_of_new(permissions);
  open_aside();
}

OutputFile::~OutputFile() {
  forget_aside();
  if (fd_ >= 0) close(fd_);
}

void OutputFile::open_aside() {
  // Half a plaintext is nobody else's to see, even where the whole one will be.
  constexpr mode_t mode = 0600;
  constexpr int flags = O_WRONLY | O_CLOEXEC;
  fd_ = openat(directory_.fd(), ".", flags | O_TMPFILE, mode);
  if (fd_ >= 0 && access(proc_name(fd_).c_str(), F_OK) == 0) return;
  if (fd_ >= 0) close(fd_);
  do {
    aside_ = some_name();
    fd_ = openat(directory_.fd(), aside_.c_str(), flags | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  } while (fd_ < 0 && errno == EEXIST);
  if (fd_ < 0) {
    const int reason = errno;
    aside_.clear();
    fail(reason);
  }
  remove_on_signal(directory_.fd(), aside_);
}

void OutputFile::write(std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), std::min(bytes.size(), write_size));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(errno);
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
}

void OutputFile::commit() {
  // A file system without permissions refuses this, and rightly.
  [[maybe_unused]] const int changed = fchmod(fd_, mode_);
  // What does not fit on the disk may show here only.
  if (fsync(fd_) != 0) fail(errno);
  give_name();
  directory_.sync();
}

void OutputFile::give_name() {
  const int directory = directory_.fd();
  const char* const base = directory_.base().c_str();
  if (existing_ == Existing::refuse) {
    // Fails when the name is taken, in one step; renameat2 is for file systems without links.
    const bool linked =
        aside_.empty()
            ? linkat(AT_FDCWD, proc_name(fd_).c_str(), directory, base, AT_SYMLINK_FOLLOW) == 0
            : linkat(directory, aside_.c_str(), directory, base, 0) == 0 ||
                  (errno != EEXIST && renameat2(directory, aside_.c_str(), directory, base, RENAME_NOREPLACE) == 0);
    if (!linked && errno == EEXIST) throw taken(name_);
    if (!linked) fail(errno);
    forget_aside();
    return;
  }
  while (aside_.empty()) {
    const std::string name = some_name();
    if (linkat(AT_FDCWD, proc_name(fd_).c_str(), directory, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      aside_ = name;
    } else if (errno != EEXIST) {
      fail(errno);
    }
  }
  if (renameat(directory, aside_.c_str(), directory, base) != 0) fail(errno);
  keep_on_signal();
  aside_.clear();
}

void OutputFile::forget_aside() {
  if (aside_.empty()) return;
  unlinkat(directory_.fd(), aside_.c_str(), 0);
  keep_on_signal();
  aside_.clear();
}

void OutputFile::fail(int errno_value) const { throw FileError(name_, errno_value); }

}  // namespace cce::cli
