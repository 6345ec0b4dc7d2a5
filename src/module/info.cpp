#include "module/info.hpp"

#include <array>
#include <atomic>

#include "aes/block.hpp"
#include "aes/gcm.hpp"
#include "base/text.hpp"
#include "ec/curve.hpp"
#include "entropy/pool.hpp"
#include "sha2/sha2.hpp"

namespace cce::module {
namespace {

constinit std::array<char, 256> features_text{}, implementations_text{};
// A reader sees no text or a whole one.
constinit std::atomic<bool> described{false};

}  // namespace

void describe_processor(cpu::Features have) {
  Text features(features_text);
  for (const cpu::Name& name : cpu::names())
    if ((have & name.bit) != 0) features << (features.empty() ? "" : " ") << name.text;
  Text chosen(implementations_text);
  chosen << "sha256=" << sha2::implementation_32(have) << " sha512=" << sha2::implementation_64(have)
         << " aes=" << aes::implementation(have) << " gcm=" << gcm::implementation(have)
         << " p256=" << ec::implementation(ec::Curve::p256, have)
         << " p384=" << ec::implementation(ec::Curve::p384, have)
         << " p521=" << ec::implementation(ec::Curve::p521, have) << " entropy=";
  entropy::describe(chosen);
  described.store(true, std::memory_order_release);
}

const char* processor_features() { return described.load(std::memory_order_acquire) ? features_text.data() : ""; }
const char* implementations() { return described.load(std::memory_order_acquire) ? implementations_text.data() : ""; }

}  // namespace cce::module
