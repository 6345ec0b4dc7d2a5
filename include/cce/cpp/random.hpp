// SPDX-License-Identifier: Apache-2.0
//
// Random bytes, and generators of one's own. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_RANDOM_HPP
#define CCE_CPP_RANDOM_HPP

#include <cce/cce.h>
#include <cce/cpp/bytes.hpp>
#include <cce/cpp/handle.hpp>
#include <cce/cpp/hash.hpp>
#include <cce/cpp/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cce {

// Fills out from this thread's generator. A secret belongs here: it then lies in the caller's storage alone, which the
// caller wipes.
inline Result random(std::span<uint8_t> out) noexcept { return cce_random(out.data(), out.size()); }

// size bytes, for what is no secret: nonces, identifiers, salts.
template <size_t size>
Outcome<std::array<uint8_t, size>> random_array() noexcept {
  return detail::with_array<size>([](std::span<uint8_t> out) { return random(out); });
}

// SP 800-90A Rev. 1.
enum class DrbgKind {
  ctr_aes256 = CCE_CTR_DRBG_AES256,
  hmac_sha256 = CCE_HMAC_DRBG_SHA256,
  hmac_sha384 = CCE_HMAC_DRBG_SHA384,
  hmac_sha512 = CCE_HMAC_DRBG_SHA512
};

inline constexpr size_t drbg_max_request = CCE_DRBG_MAX_REQUEST;

// What a request may ask for: drbg.generate(out, {.prediction_resistance = true}).
struct DrbgRequest {
  bool prediction_resistance = false;  // reseeds first
  Bytes additional = {};
};

// A generator of one's own, in the library's protected memory, wiped when the object goes. It is moved, not copied; what is
// moved from answers CCE_ERR_ARGUMENT. Threads may share it.
class Drbg {
 public:
  // Seeded from the module's noise sources.
  static Outcome<Drbg> make(DrbgKind kind, Bytes personalization = {}) noexcept {
    cce_drbg* drbg = nullptr;
    const Result result =
        cce_drbg_new(static_cast<cce_drbg_kind>(kind), personalization.data(), personalization.size(), &drbg);
    return {result, Drbg(drbg)};
  }

  // Fills out. CCE_ERR_LIMIT, and nothing is written, for more than drbg_max_request bytes.
  Result generate(std::span<uint8_t> out, const DrbgRequest& request = {}) noexcept {
    return cce_drbg_generate(drbg_.get(), request.prediction_resistance ? 1 : 0, request.additional.data(),
                             request.additional.size(), out.data(), out.size());
  }

  Result reseed(Bytes additional = {}) noexcept {
    return cce_drbg_reseed(drbg_.get(), additional.data(), additional.size());
  }

 private:
  explicit Drbg(cce_drbg* drbg) noexcept : drbg_(drbg) {}

  detail::Handle<cce_drbg, cce_drbg_free> drbg_;
};

}  // namespace cce

#endif  // CCE_CPP_RANDOM_HPP
