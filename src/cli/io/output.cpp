#include "io/output.hpp"

#include <unistd.h>

#include <cerrno>
#include <exception>
#include <utility>

#include "failure.hpp"

namespace cce::cli {
namespace {

constexpr size_t buffer_size = 64 * 1024;

}  // namespace

Output& Output::standard() {
  static Output output;
  return output;
}

Output::Output() : terminal_(isatty(STDOUT_FILENO) == 1) {}

void Output::write(std::string_view text) {
  waiting_.append(text);
  if (terminal_ || waiting_.size() >= buffer_size) flush();
}

void Output::write_secret(std::span<const uint8_t> bytes) {
  flush();
  drain(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void Output::flush() {
  // Taken out first: after a failure, the way out must not try the same bytes again.
  const std::string ready = std::exchange(waiting_, {});
  drain(ready.data(), ready.size());
}

void Output::flush_or_forget() noexcept {
  try {
    flush();
  } catch (const std::exception&) {
    waiting_.clear();
  }
}

void Output::drain(const char* data, size_t size) {
  while (size != 0) {
    const ssize_t written = ::write(STDOUT_FILENO, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw FileError("standard output", errno);
    data += written;
    size -= static_cast<size_t>(written);
  }
}

}  // namespace cce::cli
