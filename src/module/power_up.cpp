// The power-up of the product: the one list of self-tests, in the order in which they run, and the constructor that the
// loader calls.
#include <iterator>

#include "base/cpu.hpp"
#include "hkdf/hkdf.hpp"
#include "hmac/hmac.hpp"
#include "module/info.hpp"
#include "module/integrity.hpp"
#include "module/module.hpp"
#include "sha2/sha2.hpp"

namespace cce::module {
namespace {

// First a look whether the code is whole, which uses next to none of it. The integrity test proper comes as soon as the
// algorithms that it uses have been tested (IG 10.2.A).
// clang-format off: one test a line, in the order in which they run
constexpr const SelfTest* self_tests[] = {
    &integrity::checksum_test, &sha2::sha256_test, &hmac::sha256_test,     &integrity::test,   &sha2::sha224_test,
    &sha2::sha384_test,        &sha2::sha512_test, &sha2::sha512_256_test, &hmac::sha512_test, &hkdf::sha256_test,
};
// clang-format on

constinit TestRecord records[std::size(self_tests)];

// Ahead of the algorithms' tests, so that what is tested is what will serve. Once: the choice would be the same, and
// services may be under way when tests run again.
void choose_implementations() {
  static constinit bool chosen = false;  // only the thread that runs the tests comes here
  if (chosen) return;
  chosen = true;
  const cpu::Features have = cpu::detect();
  sha2::select(have);
  describe_processor(have);
}

}  // namespace

constinit Module the_module(self_tests, records, choose_implementations, integrity::difference);

namespace {

[[gnu::constructor]] void on_load() { the_module.power_up(); }

}  // namespace
}  // namespace cce::module
