#include "commands/digest_check.hpp"

#include <cerrno>

#include "failure.hpp"
#include "hashing.hpp"
#include "io/line_reader.hpp"
#include "io/output.hpp"
#include "text/checksum_line.hpp"

namespace cce::cli {
namespace {

// What came of one checksum file.
struct Tally {
  uint64_t proper = 0, improper = 0, unreadable = 0, mismatched = 0, matched = 0;
};

std::string counted(uint64_t count, const char* one, const char* many) {
  return "WARNING: " + std::to_string(count) + " " + (count == 1 ? one : many);
}

class Checker {
 public:
  Checker(const HashName& hash, const CheckOptions& options) : hash_(hash), options_(options), parser_(hash) {}

  // True when all that the checksum file lists was verified.
  bool check_file(const std::string& checksum_file);

 private:
  Tally check_lines(const std::string& checksum_file);
  void check_entry(const ChecksumEntry& entry, Tally& tally);
  void say(const std::string& name, const char* verdict) const;
  void summarise(const std::string& checksum_file, const Tally& tally) const;

  const HashName& hash_;
  const CheckOptions& options_;
  ChecksumParser parser_;
  Progress progress_;
};

void Checker::say(const std::string& name, const char* verdict) const {
  if (!options_.status) Output::standard().write(verdict_line(name, verdict));
}

void Checker::check_entry(const ChecksumEntry& entry, Tally& tally) {
  try {
    const Digest digest = digest_of_file(hash_, entry.name, progress_);
    if (equal_ct(digest.span(), entry.digest)) {
      ++tally.matched;
      if (!options_.quiet) say(entry.name, "OK");
    } else {
      ++tally.mismatched;
      say(entry.name, "FAILED");
    }
  } catch (const InputError& error) {
    if (options_.ignore_missing && error.reason == ENOENT) return;
    ++tally.unreadable;
    complain(error.what());
    say(entry.name, "FAILED open or read");
  }
}

Tally Checker::check_lines(const std::string& checksum_file) {
  Tally tally;
  LineReader lines(checksum_file);
  for (uint64_t number = 1; const auto line = lines.next(); ++number) {
    if (line->empty() || *line == "\r" || line->starts_with('#')) continue;
    const auto entry = parser_.parse(*line);
    // A list that comes in through standard input cannot name standard input.
    if (entry && !(checksum_file == "-" && entry->name == "-")) {
      ++tally.proper;
      check_entry(*entry, tally);
      continue;
    }
    ++tally.improper;
    if (options_.warn)
      complain(printable(checksum_file) + ": " + std::to_string(number) + ": improperly formatted " +
               std::string(hash_.tag) + " checksum line");
  }
  return tally;
}

void Checker::summarise(const std::string& checksum_file, const Tally& tally) const {
  if (tally.proper == 0) {
    complain(printable(checksum_file) + ": no properly formatted checksum lines found");
    return;
  }
  if (options_.status) return;
  if (tally.improper != 0)
    complain(counted(tally.improper, "line is improperly formatted", "lines are improperly formatted"));
  if (tally.unreadable != 0)
    complain(counted(tally.unreadable, "listed file could not be read", "listed files could not be read"));
  if (tally.mismatched != 0)
    complain(counted(tally.mismatched, "computed checksum did NOT match", "computed checksums did NOT match"));
  if (options_.ignore_missing && tally.matched == 0) complain(printable(checksum_file) + ": no file was verified");
}

bool Checker::check_file(const std::string& checksum_file) {
  try {
    const Tally tally = check_lines(checksum_file);
    summarise(checksum_file, tally);
    // Nothing verified is never a success, however it came about.
    return tally.matched != 0 && tally.mismatched == 0 && tally.unreadable == 0 &&
           !(options_.strict && tally.improper != 0);
  } catch (const InputError& error) {
    complain(error.what());
    return false;
  }
}

}  // namespace

ExitCode check_digests(const HashName& hash, const std::vector<std::string>& checksum_files,
                       const CheckOptions& options) {
  Checker checker(hash, options);
  bool all = true;
  for (const std::string& file : checksum_files) all = checker.check_file(file) && all;
  return all ? ExitCode::done : ExitCode::not_verified;
}

}  // namespace cce::cli
