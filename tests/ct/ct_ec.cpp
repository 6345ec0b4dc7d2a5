#include "ct_ec.hpp"

#include <valgrind/memcheck.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "drbg/rand.hpp"
#include "ec/base64.hpp"
#include "ec/ecdh.hpp"
#include "ec/ecdsa.hpp"
#include "ec/kernels.hpp"
#include "ec/key_file.hpp"
#include "ec/pem.hpp"

using namespace cce;
using ec::Curve;

namespace {

constexpr Curve curves[] = {Curve::p256, Curve::p384, Curve::p521};

void require(bool condition) {
  if (!condition) std::abort();
}

template <class T>
void make_secret(T& object) {
  VALGRIND_MAKE_MEM_UNDEFINED(object.data(), object.size());
}
template <class T>
void make_public(T& object) {
  VALGRIND_MAKE_MEM_DEFINED(object.data(), object.size());
}

// A seed of which nothing is known.
Status secret_seed(Seed& seed) {
  for (size_t i = 0; i < seed.bytes.size(); ++i) seed.bytes[i] = static_cast<uint8_t>(i * 37 + 11);
  VALGRIND_MAKE_MEM_UNDEFINED(seed.bytes.data(), seed.bytes.size());
  seed.size = 600;
  return Status::ok;
}

// The number 3 ... 3, which is a scalar of each curve.
ec::Number some_scalar(Curve c) {
  ec::Number d = {};
  for (size_t i = c == Curve::p521 ? 1 : 0; i < ec::size(c); ++i) d[i] = 0x33;
  return d;
}
ec::PrivateKey secret_key(Curve c) {
  ec::PrivateKey key;
  ec::Number d = some_scalar(c);
  make_secret(d);
  require(ec::import_private(c, Bytes(d).first(ec::size(c)), key) == Status::ok);
  return key;
}

// Undefined still: or what ran has tested nothing.
bool is_secret(const uint8_t& byte) {
  uint8_t undefined_bits = 0;
  return VALGRIND_GET_VBITS(&byte, &undefined_bits, 1) == 1 && undefined_bits != 0;
}

void generate() {
  for (const Curve c : curves) {
    ec::PrivateKey key;
    key.Q.curve = c;
    require(ec::generate(key) == Status::ok);
    require(ec::test_pairwise(key) == Status::ok);
  }
}

void import() {
  for (const Curve c : curves) {
    secret_key(c);
    ec::PrivateKey key;
    ec::Number too_large;
    too_large.fill(0xff);
    make_secret(too_large);
    require(ec::import_private(c, Bytes(too_large).first(ec::size(c)), key) == Status::key);
  }
}

void sign() {
  for (const Curve c : curves) {
    const ec::PrivateKey key = secret_key(c);
    std::array<uint8_t, 48> digest = {1, 2, 3};
    make_secret(digest);
    ec::Signature signature;
    require(ec::sign(key, digest, signature) == Status::ok);
    require(ec::sign_deterministic(key, sha2::Hash::sha384, digest, signature) == Status::ok);
    // A digest above n.
    digest.fill(0xff);
    make_secret(digest);
    require(ec::sign_deterministic(key, sha2::Hash::sha384, digest, signature) == Status::ok);
  }
}

#if defined(__x86_64__)
// What lanes leave to one: signatures from the points that eight lanes would have made. (The lanes themselves are
// lanes_check's.)
void sign_from_lanes() {
  using Kernel = ec::KernelOfLanes<ec::P256>;
  std::array<ec::LanePoint<4>, ec::max_lanes> R;
  std::array<ec::Number, ec::max_lanes> k, r, s;
  std::array<ec::SignLane, ec::max_lanes> lanes;
  ec::Number d = some_scalar(Curve::p256), e = some_scalar(Curve::p256);
  for (size_t i = 0; i < lanes.size(); ++i) {
    R[i] = {{i + 1, 2, 3, 4}, {5, i, 7, 8}, {9, 10, i + 1, 12}, {i + 13, 14, 15, 16}};
    k[i] = some_scalar(Curve::p256);
    k[i][31] = static_cast<uint8_t>(i + 1);
    lanes[i] = {k[i].data(), d.data(), e.data(), r[i].data(), s[i].data(), 0};
  }
  VALGRIND_MAKE_MEM_UNDEFINED(R.data(), sizeof R);
  VALGRIND_MAKE_MEM_UNDEFINED(k.data(), sizeof k);
  make_secret(d);
  make_secret(e);
  for (const size_t count : {size_t{1}, lanes.size()}) {
    Kernel::sign(R.data(), lanes.data(), count);
    require(is_secret(r[0][9]) && is_secret(s[count - 1][9]));
  }
  ec::Number x, y;
  Kernel::to_affine(R[3], x.data(), y.data());
  require(is_secret(x[7]) && is_secret(y[7]));
}
#else
void sign_from_lanes() {}  // there are none
#endif

void agree() {
  for (const Curve c : curves) {
    const ec::PrivateKey key = secret_key(c);
    ec::Number Z;
    ec::agree(key, key.Q, MutableBytes(Z).first(ec::size(c)));
    require(is_secret(Z[0]));
    make_public(Z);
  }
}

// Writes a secret key and reads it: the file's frame is public, and the key in it is not.
void der() {
  for (const Curve c : curves) {
    const ec::PrivateKey key = secret_key(c);
    std::vector<uint8_t> file(ec::private_der_size(c));
    ec::write_private(key, file);
    ec::PrivateKey back;
    require(ec::read_private(file, back) == Status::ok);
    require(is_secret(back.d[5]));
    make_secret(file);
    require(ec::read_private(file, back) == Status::ok);
  }
}

void pem() {
  for (const Curve c : curves) {
    const ec::PrivateKey key = secret_key(c);
    std::vector<uint8_t> file(ec::private_der_size(c)), back(ec::pem::max_der);
    ec::write_private(key, file);
    std::vector<uint8_t> text(ec::pem::text_size(ec::pem::private_key, file.size()));
    ec::pem::write(ec::pem::private_key, file, text);
    make_secret(text);
    size_t size = 0;
    const std::string_view labels[] = {ec::pem::private_key};
    require(ec::pem::read(text, labels, back, size) == Status::ok && size == file.size());
    ec::PrivateKey again;
    require(ec::read_private(Bytes(back).first(size), again) == Status::ok);
    // One that is not base64 in one place.
    text[80] = '*';
    make_secret(text);
    require(ec::pem::read(text, labels, back, size) == Status::key);
  }
}

// What the check must catch: a scalar that decides how often something is done; a character looked up in a table.
void leak_scalar() {
  const ec::PrivateKey key = secret_key(Curve::p256);
  ec::Number x, y, k = {};
  k[31] = 1;
  for (int bit = 0; bit < 8; ++bit)
    if ((key.d[0] >> bit & 1) != 0) ec::operations(Curve::p256).multiply_base(k.data(), x.data(), y.data());
}
void leak_base64() {
  const std::array<uint8_t, 256> table{};
  const uint8_t* values = table.data();
  __asm__ volatile("" : "+r"(values) : : "memory");  // or the compiler sees that they are all alike
  std::array<uint8_t, 4> text = {'Q', 'U', 'J', 'D'};
  make_secret(text);
  volatile uint8_t value = values[text[1]];
  (void)value;
}

}  // namespace

bool run_ec(const std::string& what) {
  rand::use(secret_seed, nullptr);
  // valgrind runs these instructions, but its processor does not say so: the caller knows whether the real one has them.
  const bool has_adx = std::getenv("CCE_CT_ADX") != nullptr;
  const cpu::Features have = cpu::detect() | (has_adx ? cpu::Features{cpu::bmi2 | cpu::adx | cpu::avx2} : 0);
  ec::select(have);
  static const struct {
    const char* name;
    void (*run)();
  } operations[] = {{"ec-generate", generate},
                    {"ec-import", import},
                    {"ecdsa", sign},
                    {"ec-lanes", sign_from_lanes},
                    {"ecdh", agree},
                    {"ec-der", der},
                    {"ec-pem", pem},
                    {"leak-scalar", leak_scalar},
                    {"leak-base64", leak_base64}};
  for (const auto& operation : operations)
    if (what == operation.name) {
      operation.run();
      std::printf("curves %s %s %s\n", ec::implementation(Curve::p256, have), ec::implementation(Curve::p384, have),
                  ec::implementation(Curve::p521, have));
      return true;
    }
  return false;
}
