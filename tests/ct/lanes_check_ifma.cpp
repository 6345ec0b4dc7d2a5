// Constant time of the lanes of all curves, checked by clang's MemorySanitizer, as valgrind runs no AVX-512: secrets are poisoned,
// and a branch or an address that depends on one is reported.
//
// What that shows, and what not. MemorySanitizer knows the vectors' additions, shifts, masks, selects and shuffles bit by
// bit. Of vpmadd52 it knows that a lane depends on that lane of all three operands (`operands` below shows it), though not
// that each bit does; so a poisoned lane stays poisoned, which is what a branch or an address is reported for. Of assembly
// it knows nothing: what finishes a signature in one lane (lanes.hpp) runs with portable arithmetic here, in the place of
// that with BMI2 and ADX, which valgrind runs. And it sees what the compiler makes, before instructions are chosen.
#include <sanitizer/msan_interface.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/cpu.hpp"
#include "drbg/rand.hpp"
#include "ec/curves.hpp"
#include "ec/ecdsa_batch.hpp"
#include "ec/lane_sum.hpp"
#include "ec/p256_base_ifma.hpp"
#include "ec/p256_lanes.hpp"
#include "ec/p384_lanes.hpp"
#include "ec/p521_lanes.hpp"

using namespace cce;
using namespace cce::ec;
using namespace cce::ec::p256_ifma;

namespace {

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "lanes_check: %s\n", what);
  std::exit(3);
}

template <class T>
void make_secret(T& object) {
  __msan_poison(&object, sizeof object);
}
// Some bit of each word is: or what ran has tested nothing.
bool is_secret(const void* p, size_t size) {
  for (size_t i = 0; i < size; i += 8)
    if (__msan_test_shadow(static_cast<const uint8_t*>(p) + i, 8) < 0) return false;
  return true;
}
// Some bit of all is. Of the high word of a product of two words the sanitizer knows nothing, so portable arithmetic leaves some
// words public.
bool has_secret(const void* p, size_t size) { return __msan_test_shadow(p, size) >= 0; }
bool is_secret(const Point& P) { return is_secret(&P, sizeof P); }

Scalar secret_scalar(uint64_t i) {
  Scalar k = {0x3333333333333333 * i, 0x123456789abcdef, ~i, 0x7777777777777777};
  make_secret(k);
  return k;
}

// Each lane of each operand, and no other, reaches the result.
[[CCE_IFMA_ENTRY]] void operands() {
  for (size_t operand = 0; operand < 3; ++operand)
    for (size_t lane = 0; lane < 8; ++lane)
      for (bool high : {false, true}) {
        alignas(64) uint64_t words[3][8], result[8];
        for (auto& of : words)
          for (uint64_t& w : of) w = 0x000fedcba9876543;
        make_secret(words[operand][lane]);
        const Vector t = load(words[0]), x = load(words[1]), y = load(words[2]);
        store(result, high ? add_high(t, x, y) : add_low(t, x, y));
        for (size_t l = 0; l < 8; ++l) require(is_secret(&result[l], 8) == (l == lane), "vpmadd52 is not followed");
      }
}

[[CCE_IFMA_ENTRY]] void multiply() {
  Point one, each;
  multiply_base_one(one, secret_scalar(1), scan_rows);
  require(is_secret(one), "a multiple of the base point came out public");
  Scalar k[8];
  for (uint64_t i = 0; i < 8; ++i) k[i] = secret_scalar(i + 1);
  multiply_base_each(each, k, scan_row);
  require(is_secret(each), "multiples of the base point came out public");
}

// A sum in four lanes.
template <class F, class Lanes, class Table>
void sum() {
  auto P = Table::rows[0][1];
  uint64_t negative = 0;
  LaneSum<F, Lanes> sum;
  sum.start(Table::rows[0][0]);
  make_secret(P);
  make_secret(negative);
  sum.add_unequal(P, negative);
  sum.twice();
  const auto R = sum.point();
  require(is_secret(&R, sizeof R), "a sum of points came out public");
}

// A public key, and what is agreed with it.
void agree(Curve c, uint8_t (&Z)[max_size]) {
  const Operations& curve = operations(c);
  const size_t n = size(c);
  uint8_t d[max_size], x[max_size], y[max_size];
  for (size_t i = 0; i < n; ++i) d[i] = static_cast<uint8_t>(i * 41);  // below the order: it begins with zero
  make_secret(d);
  curve.multiply_base(d, x, y);
  require(has_secret(x, n) && has_secret(y, n), "a multiple of the base point came out public");
  __msan_unpoison(x, n);
  __msan_unpoison(y, n);
  curve.multiply(d, order_bits(c), x, y, Z);
  require(has_secret(Z, n), "a multiple of a point came out public");
}
template <Curve c>
void agree() {
  uint8_t Z[max_size];
  agree(c, Z);
}

Status secret_seed(Seed& seed) {
  for (size_t i = 0; i < seed.bytes.size(); ++i) seed.bytes[i] = static_cast<uint8_t>(i * 37 + 11);
  make_secret(seed.bytes);
  seed.size = 600;
  return Status::ok;
}

// The services, as they are: keys, nonces and digests are secrets, of which only signatures and public keys become known.
void sign() {
  rand::use(secret_seed, nullptr);
  PrivateKey keys[max_lanes];
  std::array<uint8_t, 32> digests[max_lanes];
  SignRequest requests[max_lanes];
  for (size_t i = 0; i < max_lanes; ++i) {
    std::array<uint8_t, 32> d;
    d.fill(static_cast<uint8_t>(i + 1));
    make_secret(d);
    require(import_private(Curve::p256, d, keys[i]) == Status::ok, "no key");
    digests[i].fill(static_cast<uint8_t>(i));
    make_secret(digests[i]);
    requests[i] = {&keys[i], digests[i], {}, Status::fatal};
  }
  sign_together(requests);
  Signature alone;
  require(sign(keys[0], digests[0], alone) == Status::ok, "no signature");
  PrivateKey made;
  made.Q.curve = Curve::p256;
  require(generate(made) == Status::ok && test_pairwise(made) == Status::ok, "no new key");
  for (size_t i = 0; i < max_lanes; ++i) {
    __msan_unpoison(&digests[i], sizeof digests[i]);
    require(requests[i].status == Status::ok && verify_vartime(keys[i].Q, digests[i], requests[i].signature),
            "a signature does not verify");
  }
}

// What the check must catch: a table looked up by a digit, and a branch on a coordinate.
[[CCE_IFMA_ENTRY]] void leak_address() {
  LaneDigits digits;
  for (size_t l = 0; l < 8; ++l) digits.set<BaseDigits>(l, secret_scalar(l), 3);
  volatile uint64_t found = Table::rows[3][digits.index[5]].x[0];
  (void)found;
}
[[CCE_IFMA_ENTRY]] void leak_branch() {
  Point P;
  multiply_base_one(P, secret_scalar(1), scan_rows);
  volatile int zero = 0;
  if (is_zero(P.ZZ) != 0) zero = 1;
  (void)zero;
}

// In line, so that each report names its own.
[[gnu::always_inline]] inline void leak_branch_of(Curve c) {
  uint8_t Z[max_size];
  agree(c, Z);
  volatile int odd = 0;
  if ((Z[size(c) - 1] & 1) != 0) odd = 1;
  (void)odd;
}
[[gnu::noinline]] void leak_p256() { leak_branch_of(Curve::p256); }
[[gnu::noinline]] void leak_p384() { leak_branch_of(Curve::p384); }
[[gnu::noinline]] void leak_p521() { leak_branch_of(Curve::p521); }

}  // namespace

int main(int argc, char** argv) {
  constexpr cpu::Features needs = cpu::avx512 | cpu::avx512ifma | cpu::bmi2 | cpu::adx | cpu::avx2;
  if ((cpu::detect() & needs) != needs) return std::puts("this processor has no AVX-512 IFMA"), 77;
  // Hashes and ciphers are valgrind's to check: theirs are the portable ones here.
  ec::select(cpu::detect());
  for (Curve c : {Curve::p256, Curve::p384, Curve::p521})
    require(std::strcmp(ec::implementation(c, cpu::detect()), "ifma") == 0, "the lanes were not chosen");
  static const struct {
    const char* name;
    void (*run)();
  } checks[] = {{"operands", operands},
                {"multiply", multiply},
                {"sum-p256", sum<Field<Montgomery<P256Prime>>, P256Lanes, P256BaseTable>},
                {"sum-p384", sum<Field<Montgomery<P384Prime>>, P384Lanes, P384BaseTable>},
                {"sum-p521", sum<Field<PseudoMersenne521>, P521Lanes, P521BaseTable>},
                {"multiply-p256", agree<Curve::p256>},
                {"multiply-p384", agree<Curve::p384>},
                {"multiply-p521", agree<Curve::p521>},
                {"sign", sign},
                {"leak-address", leak_address},
                {"leak-branch", leak_branch},
                {"leak-p256", leak_p256},
                {"leak-p384", leak_p384},
                {"leak-p521", leak_p521}};
  for (const auto& check : checks)
    if (argc == 2 && std::strcmp(argv[1], check.name) == 0) return check.run(), std::puts("done"), 0;
  return std::fputs("usage: lanes_check CHECK; main lists them\n", stderr), 2;
}
