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

// The integrity test comes as soon as the algorithms that it uses have been tested (IG 10.2.A), so that of a changed
// library as little as possible runs before the change is found.
constexpr const SelfTest* self_tests[] = {
    &sha2::sha256_test, &hmac::sha256_test,     &integrity::test,   &sha2::sha224_test, &sha2::sha384_test,
    &sha2::sha512_test, &sha2::sha512_256_test, &hmac::sha512_test, &hkdf::sha256_test,
};

constinit TestRecord records[std::size(self_tests)];

// Before any test, so that what is tested is what will serve. The choice is the same each time.
void prepare() {
  const cpu::Features have = cpu::detect();
  sha2::select(have);
  describe_processor(have);
}

}  // namespace

constinit Module the_module(self_tests, records, prepare, integrity::difference);

namespace {

[[gnu::constructor]] void on_load() { the_module.power_up(); }

}  // namespace
}  // namespace cce::module
