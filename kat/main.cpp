// cce-kat: runs known-answer test vectors against the module, through its C ABI alone.
#include <cce/cce.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <exception>
#include <iostream>

#include "algorithms.hpp"
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
    "  1  a case failed, or none was run\n"
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

int parse_and_run(int argc, char** argv) {
  CLI::App app(
      "Runs known-answer test vectors (" + algorithm_names() +
          ") against the Core Crypto Engine,\na cryptographic module in the style of FIPS 140-3, not validated.",
      "cce-kat");
  std::vector<std::string> arguments;
  bool verbose = false;
  app.add_option("FILE|DIR", arguments, "Vector files, or directories of them")->required();
  app.add_flag("--verbose", verbose, "List every case that is skipped");
  app.set_version_flag("-V,--version",
                       std::string("cce-kat ") + cce_version() + "\nIn the style of FIPS 140-3; not validated.");
  app.set_help_flag("-h,--help", "Print this help");
  app.footer(usage_notes);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 prints help and version; it numbers errors otherwise than we do.
    return app.exit(error) == 0 ? all_passed : bad_input;
  }
  return run(arguments, verbose);
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
