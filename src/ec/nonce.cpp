#include "ec/nonce.hpp"

#include <algorithm>
#include <cstring>

#include "base/secret.hpp"

namespace cce::ec {
namespace {

// n: SP 800-186 section 3.2.1. That of P-521 is not needed: no digest is as long.
constexpr std::array<uint8_t, 32> p256_order = {0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff,
                                                0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17,
                                                0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51};
constexpr std::array<uint8_t, 48> p384_order = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                                0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                                0xc7, 0x63, 0x4d, 0x81, 0xf4, 0x37, 0x2d, 0xdf, 0x58, 0x1a, 0x0d, 0xb2,
                                                0x48, 0xb0, 0xa7, 0x7a, 0xec, 0xec, 0x19, 0x6a, 0xcc, 0xc5, 0x29, 0x73};

// e - n where e >= n, which is enough: e < 2^len(n) < 2n.
void subtract_order_once(Bytes n, const Number& e, Number& reduced) {
  Secret<Number> difference;
  unsigned borrow = 0;
  for (size_t i = n.size(); i-- > 0;) {
    const unsigned d = 0u + e[i] - n[i] - borrow;
    (*difference)[i] = static_cast<uint8_t>(d);
    borrow = d >> 31;
  }
  const auto keep = static_cast<uint8_t>(ct::value_barrier(0u - borrow));  // all ones when e < n
  for (size_t i = 0; i < n.size(); ++i) reduced[i] = static_cast<uint8_t>((e[i] & keep) | ((*difference)[i] & ~keep));
}

}  // namespace

void digest_to_number(Curve curve, Bytes digest, Number& e) {
  static_assert(8 * sha2::max_digest_size <= order_bits(Curve::p521), "else P-521 would have to shift by bits");
  const size_t room = size(curve), n = std::min(digest.size(), room);
  e = {};
  std::copy_n(digest.begin(), n, e.begin() + static_cast<ptrdiff_t>(room - n));
}

void reduce_mod_n(Curve curve, const Number& e, Number& reduced) {
  reduced = e;
  if (curve == Curve::p256) subtract_order_once(p256_order, e, reduced);
  if (curve == Curve::p384) subtract_order_once(p384_order, e, reduced);
}

ct::Choice to_scalar(Curve curve, Number& c, bool plus_one) {
  const size_t excess = 8 * size(curve) - order_bits(curve);
  c[0] = static_cast<uint8_t>(c[0] & 0xff >> excess);
  unsigned carry = plus_one ? 1 : 0;
  for (size_t i = size(curve); i-- > 0;) {
    carry += c[i];
    c[i] = static_cast<uint8_t>(carry);
    carry >>= 8;
  }
  return operations(curve).is_scalar(c.data());
}

void Nonces::deterministic(Curve curve, sha2::Hash hash, const Number& d, const Number& e) {
  curve_ = curve;
  counts_from_zero_ = false;
  last_ = Last::none;
  Secret<Number> reduced;
  reduce_mod_n(curve, e, *reduced);
  const std::array seed_material = {Bytes(d).first(size(curve)), Bytes(*reduced).first(size(curve))};
  hmac_drbg::instantiate_unchecked(state_, hash, seed_material);
}

void Nonces::hedged(Curve curve, const Randomness& randomness, const Number& d, const Number& e) {
  curve_ = curve;
  counts_from_zero_ = true;
  last_ = Last::none;
  const std::array seed_material = {Bytes(randomness), Bytes(d).first(size(curve)), Bytes(e).first(size(curve))};
  hmac_drbg::instantiate_unchecked(state_, sha2::Hash::sha256, seed_material);
}

void Nonces::put_seed(hmac_drbg::Together& together, size_t i, const Randomness& randomness, const Number& d,
                      const Number& e) {
  constexpr size_t n = size(Curve::p256);
  static_assert(sizeof(Randomness) + 2 * n == hmac_drbg::Together::seed_size);
  uint8_t* const seed_material = together.seed_material(i);
  std::memcpy(seed_material, randomness.data(), sizeof randomness);
  std::memcpy(seed_material + sizeof randomness, d.data(), n);
  std::memcpy(seed_material + sizeof randomness + n, e.data(), n);
}

void Nonces::hedged(const hmac_drbg::Together& together, size_t i) {
  curve_ = Curve::p256;
  counts_from_zero_ = true;
  last_ = Last::waits;
  together.get(i, state_);
}

ct::Choice Nonces::next(Number& k) {
  k = {};
  const MutableBytes T = MutableBytes(k).first(size(curve_));
  if (last_ == Last::waits) {
    std::memcpy(k.data(), state_.V.data(), size(Curve::p256));
  } else {
    // The end of one request waits for the next: nearly always there is none, and the state is wiped.
    if (last_ == Last::given) hmac_drbg::generate_steps_6_and_7(state_);
    (void)hmac_drbg::generate_steps_3_to_5(state_, T);  // cannot fail: nobody else knows of this state
  }
  last_ = Last::given;
  // RFC 6979 takes the leftmost bits of T where A.3.2 takes any: P-521's 521 of 528.
  if (!counts_from_zero_ && curve_ == Curve::p521)
    for (size_t i = T.size(); i-- > 0;) T[i] = static_cast<uint8_t>(T[i] >> 7 | (i == 0 ? 0 : T[i - 1] << 1));
  return to_scalar(curve_, k, counts_from_zero_);
}

}  // namespace cce::ec
