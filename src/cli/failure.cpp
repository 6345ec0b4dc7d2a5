#include "failure.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "io/output.hpp"

namespace cce::cli {

FileError::FileError(const std::string& name, int errno_value)
    : Failure(ExitCode::trouble, printable(name) + ": " + std::strerror(errno_value)), reason(errno_value) {}

void complain(std::string_view text) {
  Output::standard().flush_or_forget();
  std::string line = "cce: ";
  line.append(text).append("\n");
  // Standard error is the last place to complain to: when it is gone too, the exit code still tells.
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
}

void complain_of_usage(std::string_view text, std::string_view command) {
  std::string full(text);
  full.append("\nTry 'cce ").append(command).append(command.empty() ? "--help'" : " --help'");
  complain(full);
}

std::string printable(std::string_view name) {
  if (name == "-") return "standard input";
  if (name.empty()) return "''";
  std::string shown;
  unsigned char before = 0;
  for (const char letter : name) {
    const auto c = static_cast<unsigned char>(letter);
    // C1 controls, which some terminals obey, are C2 80 to C2 9F in UTF-8; 80 to 9F elsewhere are parts of letters.
    const bool c1 = before == 0xC2 && c >= 0x80 && c < 0xA0;
    if (c < 0x20 || c == 0x7F || c1) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<unsigned>(c));
      shown += escape;
    } else {
      shown += letter;
    }
    before = c;
  }
  return shown;
}

}  // namespace cce::cli
