#include "report.hpp"

#include <iomanip>
#include <iostream>
#include <map>

namespace cce::kat {
namespace {

// A file of which every line is wrong is named, not listed.
constexpr std::size_t max_errors_shown = 20;

// A file, and even its name, must not send control sequences to the terminal.
std::string printable(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) c = '?';
  return text;
}

}  // namespace

void complain(const std::string& message) {
  std::cout.flush();
  std::cerr << "cce-kat: " << printable(message) << std::endl;
}

void Report::begin() const { std::cout << "  passed  failed skipped  file\n"; }

void Report::add(const FileResult& result) {
  passed_ += result.passed;
  failed_ += result.failed;
  skipped_ += result.skipped;
  errors_ += result.errors.size();
  std::cout << std::setw(8) << result.passed << std::setw(8) << result.failed << std::setw(8) << result.skipped << "  "
            << printable(result.path);
  if (!result.algorithm.empty()) std::cout << "  (" << result.algorithm << ", " << result.format << ")";
  if (!result.note.empty()) std::cout << "  (" << printable(result.note) << ")";
  if (!result.errors.empty()) std::cout << "  " << (result.errors.size() == 1 ? "ERROR" : "ERRORS");
  std::cout << '\n';
  for (const Failure& failure : result.failures)
    std::cout << "          FAILED " << printable(failure.where + ": " + failure.what) << "\n            expected "
              << failure.expected << "\n            got      " << failure.got << '\n';
  print_skips(result);
  for (std::size_t i = 0; i < result.errors.size() && i < max_errors_shown; ++i) complain(result.errors[i]);
  if (result.errors.size() > max_errors_shown)
    complain(result.path + ": and " + std::to_string(result.errors.size() - max_errors_shown) + " errors more");
}

void Report::print_skips(const FileResult& result) const {
  if (verbose_) {
    for (const auto& [name, reason] : result.skips)
      std::cout << "          skipped " << printable(name + ": " + reason) << '\n';
    return;
  }
  if (!result.note.empty()) return;  // the row has said why
  std::map<std::string, std::size_t> reasons;
  for (const auto& [name, reason] : result.skips) ++reasons[reason];
  for (const auto& [reason, count] : reasons)
    std::cout << "          skipped " << count << (count == 1 ? " case: " : " cases: ") << printable(reason) << '\n';
}

void Report::end() const {
  std::cout << passed_ << " passed, " << failed_ << " failed, " << skipped_ << " skipped" << std::endl;
}

}  // namespace cce::kat
