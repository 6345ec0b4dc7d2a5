// FIPS 198-1, section 4, table 1:  MAC = H((K0 ^ opad) || H((K0 ^ ipad) || text)).
#include "hmac/hmac.hpp"

#include <array>
#include <cstring>

#include "base/secret.hpp"
#include "sha2/engine.hpp"

namespace cce::hmac {
namespace {

constexpr uint8_t ipad = 0x36, opad = 0x5c;

template <class Family>
using Words = std::array<typename Family::Word, 8>;

// Steps 1 to 4 and 7: the chaining values after K0 ^ ipad and after K0 ^ opad.
template <class Family>
[[gnu::always_inline]] inline void absorb_key(Family family, Hash h, Bytes K, Words<Family>& inner,
                                              Words<Family>& outer) {
  constexpr size_t B = Family::block;
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

  // Steps 4 and 7. B is a constant: each loop becomes a few vector instructions.
  for (size_t i = 0; i < B; ++i) pads->K0_opad[i] = K0[i] ^ opad;
  for (size_t i = 0; i < B; ++i) K0[i] ^= ipad;
  inner = outer = family.initial(h);
  family.kernel().compress_pair(inner.data(), K0, outer.data(), pads->K0_opad.data());
}

// Steps 5, 6, 8 and 9. Overwrites inner and outer.
template <class Family>
[[gnu::always_inline]] inline void finish(Family family, Hash h, Words<Family>& inner, Words<Family>& outer,
                                          const sha2::Rest<Family>& text, MutableBytes out) {
  text.finish(inner.data());
  sha2::finish_with_digest(family, h, outer.data(), inner.data());
  sha2::store(outer.data(), out);
}

template <class Family>
struct Chains {
  Words<Family> inner, outer;
};

}  // namespace

void Key::init(Hash h, Bytes K) {
  hash = h;
  sha2::with_family(h, [&](auto family) { absorb_key(family, h, K, family.words(inner), family.words(outer)); });
}

void mac(const Key& key, Bytes msg, MutableBytes out) {
  sha2::with_family(key.hash, [&](auto family) {
    const sha2::Rest<decltype(family)> text(1, msg);
    Secret<Chains<decltype(family)>> chains;
    chains->inner = family.words(key.inner);
    chains->outer = family.words(key.outer);
    finish(family, key.hash, chains->inner, chains->outer, text, out);
  });
}

void mac(Hash h, Bytes K, Bytes msg, MutableBytes out) {
  sha2::with_family(h, [&](auto family) {
    const sha2::Rest<decltype(family)> text(1, msg);  // ahead of the key: see there
    Secret<Chains<decltype(family)>> chains;
    absorb_key(family, h, K, chains->inner, chains->outer);
    finish(family, h, chains->inner, chains->outer, text, out);
  });
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
  inner.finish_H();
  sha2::with_family(inner.hash, [&](auto family) {
    auto& H = family.words(outer);
    sha2::finish_with_digest(family, inner.hash, H.data(), family.words(inner.H).data());
    sha2::store(H.data(), out);
  });
}

}  // namespace cce::hmac
