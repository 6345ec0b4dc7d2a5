// The directory that a file is to be created in, held open: it stays the same one when it is renamed meanwhile.
#pragma once

#include <string>

namespace cce::cli {

class Directory {
 public:
  // Of the file `name`, which need not exist. Throws FileError, which names the file.
  explicit Directory(const std::string& name);
  ~Directory();
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  int fd() const { return fd_; }
  // The file's name in it.
  const std::string& base() const { return base_; }
  // What has been created or renamed in it stays so when the power fails. Throws FileError.
  void sync() const;

 private:
  const std::string name_;
  std::string base_;
  int fd_ = -1;
};

}  // namespace cce::cli
