// The power-up of the product: the one list of self-tests, in the order in which they run, and the constructor that the
// loader calls.
#include <iterator>

#include "aes/gcm.hpp"
#include "base/cpu.hpp"
#include "base/epoch.hpp"
#include "base/locked_memory.hpp"
#include "base/registers.hpp"
#include "drbg/ctr_drbg.hpp"
#include "drbg/hmac_drbg.hpp"
#include "drbg/rand.hpp"
#include "ec/ecdh.hpp"
#include "ec/ecdsa.hpp"
#include "ec/x963.hpp"
#include "entropy/pool.hpp"
#include "hkdf/hkdf.hpp"
#include "hmac/hmac.hpp"
#include "module/info.hpp"
#include "module/integrity.hpp"
#include "module/module.hpp"
#include "module/segments.hpp"
#include "sha2/sha2.hpp"
#include "tls/tls12.hpp"
#include "tls/tls13.hpp"

namespace cce::module {
namespace {

// First a look whether the code is whole, which uses next to none of it. The integrity test proper comes as soon as the
// algorithms that it uses have been tested (IG 10.2.A).
//
// clang-format off
constexpr const SelfTest* self_tests[] = {
    &integrity::checksum_test,
    &sha2::sha256_test,
    &hmac::sha256_test,
    &integrity::test,
    &sha2::sha224_test,
    &sha2::sha384_test,
    &sha2::sha512_test,
    &sha2::sha512_256_test,
    &hmac::sha512_test,
    &ctr_drbg::aes256_test,
    &hmac_drbg::sha256_test,
    &hmac_drbg::sha384_test,
    &hmac_drbg::sha512_test,
    &entropy::health_test,
    &entropy::start_up_test,
    &hkdf::sha256_test,
    &tls13::sha256_test,
    &tls12::sha256_test,
    &x963::sha256_test,
    &gcm::seal_test,
    &gcm::open_test,
    &ec::p256_sign_test,
    &ec::p256_verify_test,
    &ec::p256_agree_test,
    &ec::p384_sign_test,
    &ec::p384_verify_test,
    &ec::p384_agree_test,
    &ec::p521_sign_test,
    &ec::p521_verify_test,
    &ec::p521_agree_test,
};
// clang-format on

constinit TestRecord records[std::size(self_tests)];
constinit FailureLog failures;

// Ahead of the algorithms' tests, so that what is tested is what will serve. Once: the choice would be the same, and
// services may be under way when tests run again.
void choose_implementations() {
  static constinit bool chosen = false;  // only the thread that runs the tests comes here
  if (chosen) return;
  chosen = true;
  const cpu::Features processor = cpu::of_processor(), have = processor & ~cpu::hidden_features();
  registers::select(processor);  // the C library's copies use them all, whatever the kernels do
  sha2::select(have);
  aes::select(have);
  gcm::select(have);
  ec::select(have);
  entropy::select(have);
  rand::use(entropy::seed, entropy::fresh);
  describe_processor(have);
}

void wipe_secrets() {
  rand::invalidate_all();
  locked::keys.wipe_all();
  entropy::forget();
}

}  // namespace

constinit Module the_module({self_tests, records, failures, map_ahead, choose_implementations, wipe_secrets,
                             integrity::difference});

namespace {

[[gnu::constructor]] void on_load() { the_module.power_up(); }

}  // namespace
}  // namespace cce::module
