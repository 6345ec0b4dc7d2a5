// A generator that a caller holds by a handle: the functions of SP 800-90A Rev. 1, section 9, around any of the
// mechanisms.
#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/lock.hpp"
#include "base/seed.hpp"
#include "base/status.hpp"
#include "drbg/ctr_drbg.hpp"
#include "drbg/hmac_drbg.hpp"

namespace cce::drbg {

enum class Kind : uint8_t { ctr_aes256 = 1, hmac_sha256, hmac_sha384, hmac_sha512 };

constexpr bool is_known(Kind k) { return k >= Kind::ctr_aes256 && k <= Kind::hmac_sha512; }

// Threads may share one: they take turns. In a child of fork it reseeds before it gives anything; after a zeroise it is
// refused for good. A signal handler that interrupts a generator and calls the same one is refused. Holds a secret.
class Generator {
 public:
  // The statuses of all three, besides what the seed source answers:
  //   argument: not a known kind, not instantiated, zeroised since, or called by a signal handler within itself;
  //   limit:    an input or a request that is too long.
  // Nothing is written to out on a failure, and the generator is as it was.
  Status instantiate(SeedSource* source, Kind kind, Bytes personalization);
  // What `from` was instantiated to, in a generator that nobody has used yet.
  void take_over(const Generator& from);
  Status reseed(SeedSource* source, Bytes additional_input);
  Status generate(SeedSource* source, bool prediction_resistance, Bytes additional_input, MutableBytes out);

 private:
  bool is_usable(uint64_t epoch) const;
  Status reseed_held(SeedSource* source, Bytes additional_input, uint64_t epoch);
  Status generate_once(SeedSource* source, bool prediction_resistance, Bytes additional_input, MutableBytes out,
                       uint64_t epoch);
  uint64_t reseed_counter() const { return is_ctr_ ? ctr_.reseed_counter : hmac_.reseed_counter; }

  Lock lock_;
  uint64_t epoch_ = 0;  // of the last seeding; 0: not instantiated
  bool is_ctr_ = false;
  union {
    ctr_drbg::State ctr_;
    hmac_drbg::State hmac_;
  };

 public:
  Generator() : ctr_() {}
};

}  // namespace cce::drbg
