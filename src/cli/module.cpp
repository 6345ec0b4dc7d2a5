#include "module.hpp"

#include <algorithm>
#include <sstream>

#include "failure.hpp"

namespace cce::cli {
namespace {

std::vector<std::string> words(const char* text) {
  std::istringstream stream(text == nullptr ? "" : text);
  std::vector<std::string> list;
  for (std::string word; stream >> word;) list.push_back(word);
  return list;
}

// Why a service is refused with CCE_ERR_STATE or CCE_ERR_SELF_TEST.
std::string refusal() {
  const ModuleReport report = module_report();
  std::string text = report.info.state == CCE_STATE_DEGRADED
                         ? "in quarantine, its self-test failed"
                         : "the module is in state " + std::string(cce_state_name(report.info.state));
  if (report.info.failure != nullptr) text.append(" (").append(report.info.failure).append(")");
  return text + "; 'cce status' tells more";
}

}  // namespace

ExitCode ModuleReport::exit_code() const {
  return info.state == CCE_STATE_OPERATIONAL ? ExitCode::done : ExitCode::not_operational;
}

std::vector<std::string> ModuleReport::failed_algorithms() const {
  std::vector<std::string> failed;
  for (const cce_self_test& test : self_tests) {
    if (test.outcome != CCE_TEST_FAILED) continue;
    if (std::find(failed.begin(), failed.end(), test.algorithm) == failed.end()) failed.emplace_back(test.algorithm);
  }
  return failed;
}

ModuleReport module_report() {
  ModuleReport report{};
  report.info.size = sizeof report.info;
  if (cce_module_get_info(&report.info) != CCE_OK)
    throw Failure(ExitCode::not_operational, "the module does not describe itself; is libcce older than this tool?");
  for (size_t i = 0; i < cce_self_test_count(); ++i) {
    cce_self_test test{};
    test.size = sizeof test;
    if (cce_self_test_get(i, &test) == CCE_OK) report.self_tests.push_back(test);
  }
  report.cpu_features = words(report.info.cpu_features);
  for (const std::string& word : words(report.info.implementations)) {
    const size_t equals = word.find('=');
    report.implementations.emplace_back(word.substr(0, equals),
                                        equals == std::string::npos ? "" : word.substr(equals + 1));
  }
  report.integrity_matches = std::ranges::equal(report.info.integrity_expected, report.info.integrity_computed);
  return report;
}

bool require(cce_result result, std::string_view service) {
  if (result == CCE_OK || result == CCE_OK_UNAPPROVED) return result == CCE_OK;
  const std::string prefix = std::string(service) + ": ";
  if (result == CCE_ERR_STATE || result == CCE_ERR_SELF_TEST)
    throw Failure(ExitCode::not_operational, prefix + refusal());
  const ExitCode code = result == CCE_ERR_AUTH ? ExitCode::not_verified : ExitCode::trouble;
  throw Failure(code, prefix + cce_result_text(result));
}

void note_unapproved(std::string_view service, std::string_view reason) {
  std::string text = "not an approved service: ";
  complain(text.append(service).append(" ").append(reason));
}

}  // namespace cce::cli
