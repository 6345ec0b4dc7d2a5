// What is left on the stack and in vector registers after an operation on secrets: nothing of the scalar, the nonce or
// its inverse, the private key, or a coordinate that is not public. Eight bytes in a row of a secret, at any address, are a
// find.
#include <memory>

#include "aes/own_stack.hpp"
#include "base/registers.hpp"
#include "ec/curves.hpp"
#include "rows.hpp"

using namespace cce::ec;

namespace {

struct Work {
  const Operations* operations;
  Curve curve;
  uint8_t k[max_size], d[max_size], e[max_size], qx[max_size], qy[max_size], out[2][max_size];
};

using Secrets = std::vector<std::pair<std::string, std::vector<uint8_t>>>;

// The number as bytes and as limbs.
template <size_t n>
void take(Secrets& secrets, const std::string& name, const Limbs<n>& x) {
  const auto* const p = reinterpret_cast<const uint8_t*>(x.data());
  secrets.emplace_back(name, std::vector<uint8_t>(p, p + 8 * n));
  std::vector<uint8_t> bytes(8 * n);
  to_bytes(bytes.data(), bytes.size(), x);
  secrets.emplace_back(name + " in bytes", bytes);
}

template <class Over>
Secrets secrets_of(const Work& w) {
  using Order = typename Over::Order;
  constexpr size_t n = Order::n;
  const auto k = from_bytes<n>(w.k, Over::size), d = from_bytes<n>(w.d, Over::size);
  Secrets s;
  take(s, "k", k);
  take(s, "d", d);
  uint64_t borrow = 0;
  take(s, "n - k", subtract(Order::Modulus::value, k, borrow));
  const auto inverse = Divsteps<typename Order::Modulus>::inverse(k);
  take(s, "k^-1", inverse);
  take(s, "k^-1 in Montgomery form", Order::from_integer(inverse));
  take(s, "d in Montgomery form", Order::from_integer(d));
  return s;
}

Secrets secrets_of(Curve c, const Work& w) {
  if (c == Curve::p256) return secrets_of<P256Over<Montgomery<P256Prime>>>(w);
  if (c == Curve::p384) return secrets_of<P384Over<Montgomery<P384Prime>>>(w);
  return secrets_of<P521Over<PseudoMersenne521>>(w);
}

std::string found(const OwnStack& stack, const Secrets& secrets) {
  for (const auto& [name, bytes] : secrets)
    for (size_t i = 0; i + 8 <= bytes.size(); i += 8) {
      const uint8_t* const p = bytes.data() + i;
      if (std::count(p, p + 8, 0) > 3) continue;  // the upper end of 521 bits, which might be anything
      if (const std::string place = stack.find(p); !place.empty())
        return name + ", byte " + std::to_string(i) + ", in " + place;
    }
  return "";
}

void sign(void* p) {
  Work& w = *static_cast<Work*>(p);
  (void)cce::ct::declassify(w.operations->sign(w.k, w.d, w.e, w.out[0], w.out[1]));
}
// In the lanes, where there are some.
void sign_lanes(void* p) {
  Work& w = *static_cast<Work*>(p);
  if (w.operations->sign_lanes == nullptr) return;
  SignLane lanes[max_lanes];
  for (SignLane& lane : lanes) lane = {w.k, w.d, w.e, w.out[0], w.out[1], 0};
  w.operations->sign_lanes(lanes, max_lanes);
}
void nothing(void*) {}
void multiply_base(void* p) {
  Work& w = *static_cast<Work*>(p);
  w.operations->multiply_base(w.k, w.out[0], w.out[1]);
}
void multiply(void* p) {
  Work& w = *static_cast<Work*>(p);
  w.operations->multiply(w.k, order_bits(w.curve), w.qx, w.qy, w.out[0]);
}
void is_scalar(void* p) {
  Work& w = *static_cast<Work*>(p);
  (void)cce::ct::declassify(w.operations->is_scalar(w.k));
}
// Leaves k behind, so that the test is seen to find it.
void leak(void* p) {
  const Work& w = *static_cast<const Work*>(p);
  uint8_t copy[max_size];
  std::memcpy(copy, w.k, sizeof copy);
  __asm__ volatile("" : : "r"(copy) : "memory");
}

}  // namespace

TEST_CASE("nothing secret is left on the stack") {
  rows::each([](Curve c, const Operations& operations) {
    RandomBytes random(80);
    const auto w = std::make_unique<Work>();
    w->operations = &operations;
    w->curve = c;
    for (auto* part : {&w->k, &w->d, &w->e}) {
      random.fill(*part);
      (*part)[0] = 0;  // below n for certain
    }
    operations.multiply_base(w->d, w->qx, w->qy);
    const Secrets secrets = secrets_of(c, *w);
    OwnStack stack;
    for (auto* operation : {sign, sign_lanes, multiply_base, multiply, is_scalar}) {
      stack.run(operation, w.get());
      REQUIRE(found(stack, secrets) == "");
    }
    stack.run(multiply, w.get());
    Secrets z;
    z.emplace_back("Z", std::vector<uint8_t>(w->out[0], w->out[0] + size(c)));
    std::vector<uint8_t> reversed(z[0].second.rbegin(), z[0].second.rend());
    z.emplace_back("Z as limbs", reversed);
    REQUIRE(found(stack, z) == "");
    stack.run(leak, w.get());
    REQUIRE(found(stack, secrets) != "");
  });
}

// Partial sums and digits are secrets too, and there is no telling what they look like: so nothing at all is left by the lanes.
// What is above the frames of the operation itself is the caller's.
TEST_CASE("lanes leave nothing on the stack, and nothing in vector registers") {
  rows::each_of(Curve::p256, [](const Operations& operations) {
    if (operations.sign_lanes == nullptr) return;
    RandomBytes random(81);
    const auto w = std::make_unique<Work>();
    w->operations = &operations;
    w->curve = Curve::p256;
    for (auto* part : {&w->k, &w->d, &w->e}) {
      random.fill(*part);
      (*part)[0] = 0;
    }
    OwnStack stack;
    stack.run(nothing, w.get());
    const size_t callers = stack.depth() + 1024;  // sign_lanes, the test's, has its lanes there
    for (auto* operation : {sign, sign_lanes, multiply_base}) {
      stack.run(operation, w.get());
      REQUIRE(stack.depth() > callers);
      REQUIRE(stack.left_below(callers) == 0);
      REQUIRE(stack.left_in_registers() == 0);
    }
  });
}

// The same of single operations, where sums of points are in lanes, too. The registers are cleared by what power-up chooses.
TEST_CASE("sums of points leave nothing on the stack, and nothing in vector registers") {
  cce::registers::select(cce::cpu::detect());
  rows::each([](Curve c, const Operations& operations) {
    RandomBytes random(82);
    const auto w = std::make_unique<Work>();
    w->operations = &operations;
    w->curve = c;
    for (auto* part : {&w->k, &w->d, &w->e}) {
      random.fill(*part);
      (*part)[0] = 0;
    }
    operations.multiply_base(w->d, w->qx, w->qy);
    OwnStack stack;
    stack.run(nothing, w.get());
    const size_t callers = stack.depth() + 1024;
    for (auto* operation : {sign, multiply_base, multiply}) {
      stack.run(operation, w.get());
      REQUIRE(stack.depth() > callers);
      REQUIRE(stack.left_below(callers) == 0);
      REQUIRE(stack.left_in_registers() == 0);
    }
  });
}
