// A file that comes to be whole or not at all: written aside in the same directory, synced, and given its name at the end.
// A run that fails, is interrupted or loses its power leaves nothing at the name, nor anything else beside it where the
// file system keeps files without a name (ext4, XFS, Btrfs, tmpfs); elsewhere only kill -9 and a loss of power leave a
// file .cce-*, which only its owner can read.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <span>
#include <string>

#include "io/directory.hpp"

namespace cce::cli {

class OutputFile {
 public:
  enum class Existing { refuse, replace };
  enum class Permissions { as_umask_says, owner_alone };

  // Throws FileError, and UsageError when something has the name already and may not be replaced: only a file may be.
  // A file that replaces another keeps the other's permissions.
  OutputFile(const std::string& name, Existing existing, Permissions permissions);
  // Without commit: nothing has happened.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Throws FileError.
  void write(std::span<const uint8_t> bytes);
  // On the disk, and under its name. Throws FileError; UsageError when the name was taken meanwhile.
  void commit();

 private:
  void open_aside();
  void give_name();
  void forget_aside();
  [[noreturn]] void fail(int errno_value) const;

  const std::string name_;
  const Existing existing_;
  const Directory directory_;
  mode_t mode_ = 0;
  int fd_ = -1;
  std::string aside_;  // the name in the directory while it is being written; empty when it has none
};

}  // namespace cce::cli
