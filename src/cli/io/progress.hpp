// A progress bar on standard error, for a person who waits: only on a terminal, only for work that has taken half a
// second already, and gone without a trace before anything else is printed.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace cce::cli {

class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  Progress();
  ~Progress() { hide(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // A new file; size is what is expected of it, if known.
  void begin(const std::string& name, std::optional<uint64_t> size);
  void advance(uint64_t bytes);
  void hide();

 private:
  void draw(Clock::time_point now);

  const bool wanted_;
  bool visible_ = false;
  Clock::time_point begun_, drawn_;  // begun_: when the whole work began, not this file
  std::string name_;
  std::optional<uint64_t> size_;
  uint64_t of_file_ = 0, of_all_ = 0;
};

}  // namespace cce::cli
