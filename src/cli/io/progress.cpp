#include "io/progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "failure.hpp"
#include "io/terminal.hpp"
#include "text/human.hpp"

namespace cce::cli {
namespace {

using namespace std::chrono_literals;
constexpr auto patience = 500ms;
constexpr auto redraw_interval = 100ms;
constexpr size_t bar_cells = 12;

void put(const std::string& text) {
  // A bar that cannot be drawn is no reason to stop the work.
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
}

size_t terminal_columns() {
  winsize window{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &window) != 0 || window.ws_col == 0) return 80;
  return window.ws_col;
}

std::string percent_and_bar(double fraction) {
  const auto full = static_cast<size_t>(fraction * bar_cells);
  char percent[8];
  std::snprintf(percent, sizeof percent, "%3d%%", static_cast<int>(fraction * 100));
  std::string text = percent;
  text.append(" [").append(full, '=').append(bar_cells - full, ' ').append("]");
  return text;
}

std::string time_left(double seconds) {
  const auto whole = static_cast<unsigned>(std::min(seconds + 0.5, 359'999.0));
  char text[32];
  if (whole >= 3600) {
    std::snprintf(text, sizeof text, "%u:%02u:%02u left", whole / 3600, whole / 60 % 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%u:%02u left", whole / 60, whole % 60);
  }
  return text;
}

}  // namespace

Progress::Progress() : wanted_(can_draw(STDERR_FILENO)), begun_(Clock::now()), drawn_(begun_) {}

void Progress::begin(const std::string& name, std::optional<uint64_t> size) {
  name_ = printable(name);
  size_ = size;
  of_file_ = 0;
}

void Progress::advance(uint64_t bytes) {
  of_file_ += bytes;
  of_all_ += bytes;
  if (!wanted_) return;
  const auto now = Clock::now();
  if (now - begun_ < patience || now - drawn_ < redraw_interval) return;
  draw(now);
}

void Progress::draw(Clock::time_point now) {
  const double rate = static_cast<double>(of_all_) / std::chrono::duration<double>(now - begun_).count();
  std::string figures = human_bytes(of_file_);
  if (size_) {
    // A file may grow while it is read; the bar then stays full.
    const uint64_t whole = std::max(*size_, of_file_);
    figures = percent_and_bar(static_cast<double>(of_file_) / static_cast<double>(whole)) + "  " + figures + " of " +
              human_bytes(whole);
    figures += "  " + human_bytes(static_cast<uint64_t>(rate)) + "/s";
    if (rate >= 1) figures += "  " + time_left(static_cast<double>(whole - of_file_) / rate);
  } else {
    figures += "  " + human_bytes(static_cast<uint64_t>(rate)) + "/s";
  }
  // One column stays free: a full line would wrap, and a wrapped line cannot be taken back.
  const size_t columns = terminal_columns() - 1;
  std::string line = shorten(figures, columns);
  if (columns > line.size() + 10) line = shorten(name_, columns - line.size() - 2) + "  " + line;
  put("\r" + line + "\033[K");
  visible_ = true;
  drawn_ = now;
}

void Progress::hide() {
  if (visible_) put("\r\033[K");
  visible_ = false;
}

}  // namespace cce::cli
