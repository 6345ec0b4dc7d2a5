#include "secret_input.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>

#include "failure.hpp"
#include "text/hex.hpp"

namespace cce::cli {

SecretBytes read_secret_file(const std::string& name) { return read_secret_file(File(name)); }

SecretBytes read_secret_file(const File& file) {
  // One byte beyond the limit, so that a file of exactly the limit is told from a longer one.
  SecretBytes bytes(max_secret_file + 1);
  size_t size = 0;
  while (size < bytes.size()) {
    const size_t count = file.read(bytes.span().subspan(size));
    if (count == 0) break;
    size += count;
  }
  if (size > max_secret_file) throw UsageError(printable(file.name()) + ": longer than 1 MiB; is this the right file?");
  bytes.shrink(size);
  return bytes;
}

void warn_of_open_permissions(const File& file) {
  const struct stat status = file.status();
  if (!S_ISREG(status.st_mode) || (status.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) == 0) return;
  char mode[8];
  std::snprintf(mode, sizeof mode, "%04o", static_cast<unsigned>(status.st_mode & 07777));
  complain("warning: " + printable(file.name()) + ": the key can be read or changed by other users (mode " + mode +
           "); chmod 600 keeps it to its owner");
}

SecretBytes SecretOption::load() const {
  if (file && hex) throw UsageError("give either --" + name + "-file or --" + name + "-hex, not both");
  if (file) return read_secret_file(*file);
  if (hex) return secret_from_hex(*hex, "--" + name + "-hex");
  return SecretBytes(0);
}

SecretBytes SecretOption::load_required() const {
  if (!given()) throw UsageError("--" + name + "-file FILE or --" + name + "-hex HEX is needed");
  return load();
}

}  // namespace cce::cli
