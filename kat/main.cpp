// cce-kat: runs known-answer test vectors against the module, and writes raw samples of its noise sources.
#include <cce/cce.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <charconv>
#include <exception>
#include <iostream>
#include <optional>

#include "algorithms.hpp"
#include "noise.hpp"
#include "report.hpp"
#include "walk.hpp"

namespace cce::kat {
namespace {

// A contract with scripts: cce-kat.1 and --help name the numbers.
enum ExitCode : int { all_passed = 0, case_failed = 1, bad_input = 2, not_operational = 3 };

constexpr const char* usage_notes =
    "A format is recognised by what is in the file: NIST CAVP .rsp and .txt, Wycheproof\n"
    "JSON, and ACVP JSON (internalProjection.json, or prompt.json beside\n"
    "expectedResults.json). What cannot be run is listed as skipped.\n\n"
    "Exit codes:\n"
    "  0  every case that was run passed\n"
    "  1  a case failed, or none was run; a noise source failed\n"
    "  2  wrong usage, or a file that is missing, foreign or broken\n"
    "  3  the module is not operational\n";

bool is_operational() {
  if (cce_module_state() == CCE_STATE_OPERATIONAL) return true;
  cce_module_info info = {};
  info.size = sizeof info;
  const bool known = cce_module_get_info(&info) == CCE_OK && info.failure != nullptr;
  complain(std::string("the module is not operational: its state is ") + cce_state_name(cce_module_state()) +
           (known ? std::string("\n") + info.failure : std::string()));
  return false;
}

FileResult run_input(const Input& input) {
  FileResult result;
  result.path = input.path;
  if (!input.error.empty()) {
    result.errors.push_back(input.path + ": " + input.error);
    return result;
  }
  try {
    return run_file(input.path, input.named);
  } catch (const std::bad_alloc&) {
    result.errors.push_back(input.path + ": it takes more memory than there is");
  } catch (const std::exception& error) {
    result.errors.push_back(input.path + ": " + error.what());
  }
  return result;
}

int run(const std::vector<std::string>& arguments, bool verbose) {
  if (!is_operational()) return not_operational;
  Report report(verbose);
  report.begin();
  for (const Input& input : inputs(arguments)) report.add(run_input(input));
  const bool still_operational = is_operational();
  if (report.run() == 0) complain("no case was run");
  report.end();
  if (!std::cout) {
    complain("standard output cannot be written");
    return bad_input;
  }
  if (!still_operational) return not_operational;
  if (report.any_failed()) return case_failed;
  if (report.any_error()) return bad_input;
  return report.run() == 0 ? case_failed : all_passed;
}

// Nothing for what is not a number of samples, 1 to 2^40.
std::optional<std::uint64_t> sample_count(const std::string& text) {
  std::uint64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || stop != end || count == 0 || count > std::uint64_t{1} << 40) return std::nullopt;
  return count;
}

int run_noise(const std::string& source, const std::string& count_text, const std::string& file) {
  const auto count = sample_count(count_text);
  if (!count.has_value()) {
    complain("--noise: " + count_text + " is not a number of samples");
    return bad_input;
  }
  switch (write_noise(source, *count, file)) {
    case NoiseResult::done:
      return all_passed;
    case NoiseResult::no_such_source:
      complain("--noise: there is no source " + source + "; there are " + noise_source_names());
      return bad_input;
    case NoiseResult::not_on_this_machine:
      complain("--noise: this machine has no source " + source);
      return bad_input;
    case NoiseResult::not_written:
      complain((file.empty() ? "standard output" : file) + ": cannot be written");
      return bad_input;
    case NoiseResult::source_failed:
      break;
  }
  complain("--noise: the source " + source + " gives no samples");
  return case_failed;
}

int parse_and_run(int argc, char** argv) {
  CLI::App app(
      "Runs known-answer test vectors (" + algorithm_names() +
          ") against the Core Crypto Engine,\na cryptographic module in the style of FIPS 140-3, not validated.",
      "cce-kat");
  std::vector<std::string> arguments, noise;
  std::string output;
  bool verbose = false;
  auto* const files = app.add_option("FILE|DIR", arguments, "Vector files, or directories of them");
  auto* const noise_option =
      app.add_option("--noise", noise,
                     "Instead, write N raw samples of a noise source (" + noise_source_names() + "), one a byte")
          ->type_name("SOURCE N")
          ->expected(2)
          ->excludes(files);
  app.add_option("-o,--output", output, "Where to, instead of standard output")->type_name("FILE")->needs(noise_option);
  app.add_flag("--verbose", verbose, "List every case that is skipped");
  app.set_version_flag("-V,--version",
                       std::string("cce-kat ") + cce_version() + "\nIn the style of FIPS 140-3; not validated.");
  app.set_help_flag("-h,--help", "Print this help");
  app.footer(usage_notes);
  try {
    app.parse(argc, argv);
    if (arguments.empty() && noise.empty()) throw CLI::RequiredError("FILE|DIR");
  } catch (const CLI::ParseError& error) {
    // CLI11 prints help and version; it numbers errors otherwise than we do.
    return app.exit(error) == 0 ? all_passed : bad_input;
  }
  return noise.empty() ? run(arguments, verbose) : run_noise(noise[0], noise[1], output);
}

}  // namespace
}  // namespace cce::kat

int main(int argc, char** argv) {
  try {
    return cce::kat::parse_and_run(argc, argv);
  } catch (const std::exception& error) {
    cce::kat::complain(error.what());
    return cce::kat::bad_input;
  }
}
