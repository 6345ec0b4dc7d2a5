#include <nlohmann/json.hpp>

#include "report/report.hpp"
#include "text/hex.hpp"

namespace cce::cli {
namespace {

using Json = nlohmann::ordered_json;

const char* kind_key(cce_test_kind kind) {
  switch (kind) {
    case CCE_TEST_INTEGRITY:
      return "integrity";
    case CCE_TEST_KNOWN_ANSWER:
      return "known_answer";
    case CCE_TEST_HEALTH:
      return "health";
  }
  return "unknown";
}

const char* outcome_key(cce_test_outcome outcome) {
  switch (outcome) {
    case CCE_TEST_NOT_RUN:
      return "not_run";
    case CCE_TEST_PASSED:
      return "passed";
    case CCE_TEST_FAILED:
      return "failed";
  }
  return "unknown";
}

Json self_test_json(const cce_self_test& test) {
  return {{"name", test.name},
          {"algorithm", test.algorithm},
          {"kind", kind_key(test.kind)},
          {"outcome", outcome_key(test.outcome)},
          {"ns", test.ns},
          {"detail", test.detail}};
}

}  // namespace

std::string report_json(const ModuleReport& report) {
  const cce_module_info& info = report.info;
  Json json;
  json["name"] = info.name;
  json["version"] = info.version;
  json["validated"] = false;
  json["state"] = cce_state_name(info.state);
  json["power_up_ns"] = info.power_up_ns;
  json["integrity"]["expected"] = to_hex(info.integrity_expected);
  json["integrity"]["computed"] = to_hex(info.integrity_computed);
  json["integrity"]["match"] = report.integrity_matches;
  json["cpu_features"] = report.cpu_features;
  json["implementations"] = Json::object();
  for (const auto& [algorithm, path] : report.implementations) json["implementations"][algorithm] = path;
  json["self_tests"] = Json::array();
  for (const cce_self_test& test : report.self_tests) json["self_tests"].push_back(self_test_json(test));
  json["failure"] = info.failure == nullptr ? Json(nullptr) : Json(info.failure);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cce::cli
