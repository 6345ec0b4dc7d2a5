// A file that is read: by name, or standard input for "-".
#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace cce::cli {

class File {
 public:
  // Opens for reading. Throws InputError.
  explicit File(const std::string& name);
  ~File();
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  // Reads up to buffer.size() bytes; 0 at the end. Throws InputError, also for a directory.
  size_t read(std::span<uint8_t> buffer) const;

  // Bytes from here to the end, where the system knows: not for pipes, terminals and devices.
  std::optional<uint64_t> remaining() const;

  // What the system says of it. Throws InputError.
  struct stat status() const;

  const std::string& name() const { return name_; }

 private:
  std::string name_;
  int fd_;
};

}  // namespace cce::cli
