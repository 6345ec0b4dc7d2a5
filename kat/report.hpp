// What cce-kat prints. Standard output has a row for each file, below it its failures and skips, and the totals as its
// last line; standard error has what is wrong with the files.
#pragma once

#include "run.hpp"

namespace cce::kat {

class Report {
 public:
  explicit Report(bool verbose) : verbose_(verbose) {}

  void begin() const;
  void add(const FileResult& result);
  void end() const;

  std::size_t run() const { return passed_ + failed_; }
  bool any_failed() const { return failed_ != 0; }
  bool any_error() const { return errors_ != 0; }

 private:
  void print_skips(const FileResult& result) const;

  const bool verbose_;
  std::size_t passed_ = 0, failed_ = 0, skipped_ = 0, errors_ = 0;
};

// "cce-kat: message" on standard error, in its place among the lines of standard output.
void complain(const std::string& message);

}  // namespace cce::kat
