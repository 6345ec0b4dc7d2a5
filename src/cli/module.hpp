// The module as this tool sees it: its description, and what to tell people when it refuses.
#pragma once

#include <cce/cce.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exit_code.hpp"

namespace cce::cli {

struct ModuleReport {
  cce_module_info info;
  std::vector<cce_self_test> self_tests;
  std::vector<std::string> cpu_features;
  std::vector<std::pair<std::string, std::string>> implementations;  // algorithm, code path
  bool integrity_matches;

  // Done when every service answers; a degraded module is not operational, though most of it serves.
  ExitCode exit_code() const;
  // The algorithms whose self-test failed: what a degraded module keeps in quarantine.
  std::vector<std::string> failed_algorithms() const;
};

ModuleReport module_report();

// Every service's result passes here. `service` is for people: "HMAC-SHA-256". Throws Failure for a refusal, with why
// and what to do. Otherwise answers whether the service was an approved one.
bool require(cce_result result, std::string_view service);

// On standard error: "not an approved service: ..."
void note_unapproved(std::string_view service, std::string_view reason);

}  // namespace cce::cli
