// Show version, show status, self-test, zeroise (ISO/IEC 19790 7.4.3). These answer in every state, so they do not pass
// through serve; none of them gives cryptographic output.
#include "module/module.hpp"

#include <cce/cce.h>

#include <algorithm>
#include <cstring>

#include "module/info.hpp"
#include "module/integrity.hpp"

using cce::module::Answer;
using cce::module::Outcome;
using cce::module::the_module;

namespace {

cce_result result(Answer answer) {
  switch (answer) {
    case Answer::done:
      return CCE_OK;
    case Answer::test_failed:
      return CCE_ERR_SELF_TEST;
    case Answer::refused:
      break;
  }
  return CCE_ERR_STATE;
}

// The numbers of the ABI are those of the core.
constexpr bool same(cce_state a, cce::module::State b) { return static_cast<int>(a) == static_cast<int>(b); }
static_assert(same(CCE_STATE_POWER_OFF, cce::module::State::power_off) &&
              same(CCE_STATE_SELF_TEST, cce::module::State::self_test) &&
              same(CCE_STATE_OPERATIONAL, cce::module::State::operational) &&
              same(CCE_STATE_DEGRADED, cce::module::State::degraded) &&
              same(CCE_STATE_ERROR, cce::module::State::error) &&
              same(CCE_STATE_ZEROIZED, cce::module::State::zeroized));

constexpr size_t max_struct = 4096;

// Hands out a struct that may have grown since the caller was built, or since this library was: what both know is
// filled, what only the caller knows is zero. `size` stays the caller's.
template <class Struct>
cce_result hand_out(const Struct& filled, Struct* out) {
  if (out->size < sizeof(Struct) || out->size > max_struct) return CCE_ERR_ARGUMENT;
  const size_t size = out->size;
  std::memset(static_cast<void*>(out), 0, size);
  std::memcpy(static_cast<void*>(out), &filled, std::min(size, sizeof filled));
  out->size = size;
  return CCE_OK;
}

}  // namespace

const char* cce_version(void) { return CCE_PROJECT_VERSION; }

cce_state cce_module_state(void) { return static_cast<cce_state>(the_module.state()); }
const char* cce_state_name(cce_state state) {
  return state >= 0 && state <= CCE_STATE_ZEROIZED ? name(static_cast<cce::module::State>(state)) : "unknown";
}

cce_result cce_module_self_test(void) { return result(the_module.self_test()); }
cce_result cce_module_restart(void) { return result(the_module.restart()); }
cce_result cce_module_zeroize(void) { return result(the_module.zeroize()); }

cce_result cce_module_get_info(cce_module_info* info) {
  if (info == nullptr) return CCE_ERR_ARGUMENT;
  cce_module_info filled{};
  filled.state = cce_module_state();
  filled.name = "CCE Core Crypto Engine (FIPS-style, not validated)";
  filled.version = CCE_PROJECT_VERSION;
  const auto expected = cce::module::integrity::expected(), computed = cce::module::integrity::computed();
  std::copy(expected.begin(), expected.end(), filled.integrity_expected);
  std::copy(computed.begin(), computed.end(), filled.integrity_computed);
  filled.cpu_features = cce::module::processor_features();
  filled.implementations = cce::module::implementations();
  filled.power_up_ns = the_module.power_up_ns();
  filled.failure = the_module.first_failure();
  return hand_out(filled, info);
}

size_t cce_self_test_count(void) { return the_module.tests().size(); }

cce_result cce_self_test_get(size_t index, cce_self_test* test) {
  if (test == nullptr || index >= the_module.tests().size()) return CCE_ERR_ARGUMENT;
  the_module.state();  // powers up if nothing has yet
  const cce::SelfTest& described = *the_module.tests()[index];
  const cce::module::TestRecord& record = the_module.record(index);
  cce_self_test filled{};
  filled.name = described.name;
  filled.algorithm = described.algorithm_name;
  filled.kind = static_cast<cce_test_kind>(described.kind);
  filled.outcome = static_cast<cce_test_outcome>(record.outcome.load(std::memory_order_acquire));
  filled.ns = record.ns.load(std::memory_order_relaxed);
  const char* failure = record.failure.load(std::memory_order_acquire);
  filled.detail = failure != nullptr ? failure : described.detail;
  return hand_out(filled, test);
}
