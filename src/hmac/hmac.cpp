// FIPS 198-1, section 4, table 1:  MAC = H((K0 ^ opad) || H((K0 ^ ipad) || text)).
#include "hmac/hmac.hpp"

#include <array>
#include <cstring>

#include "base/secret.hpp"

namespace cce::hmac {
namespace {

constexpr uint8_t ipad = 0x36, opad = 0x5c;

// Steps 1 to 8 for a block of B bytes, a constant, so that the loops become a few vector instructions.
template <size_t B>
void absorb_key(Hash h, Bytes K, sha2::Chain& inner, sha2::Chain& outer) {
  struct Pads {
    alignas(16) std::array<uint8_t, B> K0, K0_opad;
  };
  Secret<Pads> pads;
  uint8_t* K0 = pads->K0.data();

  // Steps 1 to 3: K0 is the key, or the digest of one longer than a block, filled up with zeros.
  std::memset(K0, 0, B);
  if (K.size() > B)
    sha2::digest(h, K, MutableBytes(pads->K0).first(sha2::digest_size(h)));
  else if (!K.empty())
    std::memcpy(K0, K.data(), K.size());

  // Steps 4 and 7.
  for (size_t i = 0; i < B; ++i) pads->K0_opad[i] = K0[i] ^ opad;
  for (size_t i = 0; i < B; ++i) K0[i] ^= ipad;
  inner = outer = sha2::initial(h);
  sha2::compress_pair(h, inner, K0, outer, pads->K0_opad.data());
}

}  // namespace

void Key::init(Hash h, Bytes K) {
  hash = h;
  if (sha2::block_size(h) == 64)
    absorb_key<64>(h, K, inner, outer);
  else
    absorb_key<128>(h, K, inner, outer);
}

void mac(const Key& key, Bytes msg, MutableBytes out) {
  struct Chains {
    sha2::Chain inner, outer;
  };
  Secret<Chains> chains;
  chains->inner = key.inner;
  chains->outer = key.outer;
  sha2::finish(key.hash, chains->inner, 1, msg);                     // steps 5 and 6
  sha2::finish_with_digest(key.hash, chains->outer, chains->inner);  // steps 8 and 9
  sha2::store(key.hash, chains->outer, out);
}

void mac(Hash h, Bytes K, Bytes msg, MutableBytes out) {
  Secret<Key> key;
  key->init(h, K);
  mac(*key, msg, out);
}

Status verify(Hash h, Bytes K, Bytes msg, Bytes expected) {
  Secret<std::array<uint8_t, sha2::max_digest_size>> computed;
  const MutableBytes got = MutableBytes(*computed).first(expected.size());
  mac(h, K, msg, got);
  // Whether a MAC verifies is what the caller is told; where it differs is not.
  return declassify(ct::equal(got, expected)) ? Status::ok : Status::auth;
}

void Context::init(const Key& key) {
  inner.init_from(key.hash, key.inner, 1);
  outer = key.outer;
}

void Context::finish(MutableBytes out) {
  inner.finish();
  sha2::finish_with_digest(inner.hash, outer, inner.H);
  sha2::store(inner.hash, outer, out);
}

}  // namespace cce::hmac
