// The per-message secret number k of ECDSA, and the digest as a number: FIPS 186-5 (2023) sections 6.4.1 and A.3; RFC 6979.
#pragma once

#include <array>

#include "base/bytes.hpp"
#include "base/ct.hpp"
#include "drbg/hmac_drbg_together.hpp"
#include "ec/curve.hpp"
#include "sha2/sha2.hpp"

namespace cce::ec {

// A number as the operations of a curve take it: its first size(curve) bytes, big-endian.
using Number = std::array<uint8_t, max_size>;

// FIPS 186-5 section 6.4.1, step 2: e, the leftmost bits of the digest, as many as n has. digest.size() <= 64.
void digest_to_number(Curve curve, Bytes digest, Number& e);

// RFC 6979 section 2.3.4, bits2octets: e mod n, for any e of digest_to_number. Constant time: what is signed may be secret.
void reduce_mod_n(Curve curve, const Number& e, Number& reduced);

// Bytes that the random number generator gives for one randomised signature: 256 bits of entropy input and half as many of
// nonce (SP 800-90A Rev. 1, sections 8.6.7 and 10.1).
using Randomness = std::array<uint8_t, 32 + 16>;

// A source of candidates for k. Holds a secret.
class Nonces {
 public:
  // Deterministic: RFC 6979 section 3.2, FIPS 186-5 section A.3.3; with the hash of the message. The candidates are the T of
  // step h, which is HMAC_DRBG's output for the seed material x || bits2octets(H(m)).
  void deterministic(Curve curve, sha2::Hash hash, const Number& d, const Number& e);

  // Randomised: FIPS 186-5 section A.3.2, rejection sampling. The random bit generator is an HMAC_DRBG of 256 bits of
  // security strength, made for this signature: entropy input and nonce come from the module's CTR_DRBG of the same
  // strength, and d and e are the personalisation string. So it is an approved generator whatever d and e are; and should
  // the entropy be bad, or a machine be cloned with it, k is still as unpredictable as RFC 6979 would make it, and no two
  // messages share one.
  void hedged(Curve curve, const Randomness& randomness, const Number& d, const Number& e);

  // Randomised, of P-256, for several that are made side by side: what the i-th is made of is put to `together`, which is run
  // when all of it is there; then the generator is taken from it.
  static void put_seed(hmac_drbg::Together& together, size_t i, const Randomness& randomness, const Number& d,
                       const Number& e);
  void hedged(const hmac_drbg::Together& together, size_t i);

  // The next candidate for k; no when it is not in [1, n - 1]: then there is another one to ask for.
  ct::Choice next(Number& k);

 private:
  hmac_drbg::State state_;
  Curve curve_;
  // Of the generator's last request: none was made; its output is there, in V, and nobody has asked for it yet; or it was given
  // away, and the generator has not moved on yet.
  enum class Last : uint8_t { none, waits, given } last_;
  bool counts_from_zero_;  // A.3.2 takes c in [0, n - 2] and k = c + 1; RFC 6979 takes k as it comes
};

// c mod 2^len(n) + carry_in, for c of size(curve) random bytes. Yes when that is in [1, n - 1].
ct::Choice to_scalar(Curve curve, Number& c, bool plus_one);

// How many candidates are tried: one is refused with a probability of 2^-32 at most (P-256: n > 2^256 - 2^224), so all of
// them once in 2^256. When it happens it is no bad luck.
constexpr int max_candidates = 8;

}  // namespace cce::ec
