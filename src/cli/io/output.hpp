// Standard output, where every byte is accounted for: a full disk or a closed pipe is an error, not silence.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cce::cli {

class Output {
 public:
  // The one standard output of the process.
  static Output& standard();

  // Buffered; on a terminal, written at once. Throws FileError.
  void write(std::string_view text);
  // Never buffered, so that no copy of a secret stays behind. Throws FileError.
  void write_secret(std::span<const uint8_t> bytes);
  // Throws FileError.
  void flush();
  // For the way out of an error: what cannot be written now is given up.
  void flush_or_forget() noexcept;

  bool is_terminal() const { return terminal_; }

 private:
  Output();
  void drain(const char* data, size_t size);

  bool terminal_;
  std::string waiting_;
};

}  // namespace cce::cli
