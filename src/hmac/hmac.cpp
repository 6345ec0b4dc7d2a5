// FIPS 198-1, section 4, table 1:  MAC = H((K0 ^ opad) || H((K0 ^ ipad) || text)).
#include "hmac/hmac.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/copy.hpp"
#include "base/secret.hpp"
#include "sha2/engine.hpp"

namespace cce::hmac {
namespace {

constexpr uint8_t ipad = 0x36, opad = 0x5c;

template <class Family>
using Words = std::array<typename Family::Word, 8>;

// Steps 1 to 3: f(K0).
template <class Family, class F>
[[gnu::always_inline]] inline void with_key_block(Family, Hash h, Bytes K, F f) {
  constexpr size_t B = Family::block;
  if (K.size() == B) return f(K.data());  // step 1
  Secret<std::array<uint8_t, B>> padded;
  uint8_t* K0 = padded->data();

  // Steps 2 and 3: K0 is the key, or the digest of one longer than a block, filled up with zeros.
  std::memset(K0, 0, B);
  if (K.size() > B)
    sha2::digest(h, K, MutableBytes(*padded).first(sha2::digest_size(h)));
  else
    copy_short(K0, K.data(), K.size());
  f(K0);
}

// Steps 4 and 7: the chaining values after K0 ^ ipad and after K0 ^ opad.
template <class Family>
[[gnu::always_inline]] inline void absorb(Family family, Hash h, const uint8_t* K0, Words<Family>& inner,
                                          Words<Family>& outer) {
  family.kernel().compress_pair(inner.data(), outer.data(), family.initial(h).data(), K0, ipad, opad);
}

// Steps 5, 6, 8 and 9, for any function and any length of the MAC. Apart: once for all who call it.
template <class Family>
[[gnu::noinline]] void finish_any(Family family, Hash h, const Words<Family>& inner, const Words<Family>& outer,
                                  const sha2::Rest<Family>& text, MutableBytes out) {
  const size_t size = sha2::digest_size(h);
  if (size == sizeof inner)
    return sha2::truncated(family, out, [&](uint8_t* mac) {
      family.kernel().finish_nested(mac, inner.data(), outer.data(), text.blocks());
    });
  Secret<std::array<uint8_t, sizeof inner>> digest;
  family.kernel().finish(digest->data(), inner.data(), text.blocks());
  const sha2::Rest<Family> end(1, Bytes(*digest).first(size));
  sha2::finish(family, outer.data(), end, out);
}

// The same, in line where a call would be felt: a whole MAC of SHA-256.
template <class Family>
[[gnu::always_inline]] inline void finish(Family family, Hash h, const Words<Family>& inner, const Words<Family>& outer,
                                          const sha2::Rest<Family>& text, MutableBytes out) {
  if constexpr (sizeof inner == 32)
    if (h == Hash::sha256 && out.size() == sizeof inner)
      return family.kernel().finish_nested(out.data(), inner.data(), outer.data(), text.blocks());
  finish_any(family, h, inner, outer, text, out);
}

template <class Family>
struct Chains {
  Words<Family> inner, outer;
};

// Steps 4 to 9, likewise.
template <class Family>
[[gnu::noinline]] void mac_any(Family family, Hash h, const uint8_t* K0, const sha2::Rest<Family>& text,
                               MutableBytes out) {
  Secret<Chains<Family>> chains;
  absorb(family, h, K0, chains->inner, chains->outer);
  finish_any(family, h, chains->inner, chains->outer, text, out);
}

}  // namespace

void Key::init(Hash h, Bytes K) {
  hash = h;
  sha2::with_family(h, [&](auto family) {
    with_key_block(family, h, K,
                   [&](const uint8_t* K0) { absorb(family, h, K0, family.words(inner), family.words(outer)); });
  });
}

void mac(const Key& key, Bytes msg, MutableBytes out) {
  const auto make = [&](auto family) __attribute__((always_inline)) {
    const sha2::Rest<decltype(family)> text(1, msg);
    finish(family, key.hash, family.words(key.inner), family.words(key.outer), text, out);
  };
  sha2::with_family(key.hash, make);
}

void mac(Hash h, Bytes K, Bytes msg, MutableBytes out) {
  const auto make = [&](auto family) __attribute__((always_inline)) {
    const sha2::Rest<decltype(family)> text(1, msg);  // ahead of the key: see there
    with_key_block(family, h, K, [&](const uint8_t* K0) {
      // No longer than the digest: so this is one of a function that keeps all of H, and all of it.
      if (out.size() != sizeof(Words<decltype(family)>)) return mac_any(family, h, K0, text, out);
      family.kernel().finish_keyed(out.data(), family.initial(h).data(), K0, ipad, opad, text.blocks());
    });
  };
  sha2::with_family(h, make);
}

void mac_each(const Key& key, std::span<const Bytes> msgs, std::span<std::array<uint8_t, 32>> out) {
  using Family = sha2::Family<uint32_t>;
  constexpr Family family;
  const auto shortest =
      std::min_element(msgs.begin(), msgs.end(), [](Bytes a, Bytes b) { return a.size() < b.size(); });
  const size_t blocks = shortest->size() / Family::block, size = blocks * Family::block;
  Secret<std::array<Words<Family>, max_side_by_side>> inner;
  const uint8_t* begin[max_side_by_side];
  for (size_t i = 0; i < msgs.size(); ++i) {
    (*inner)[i] = family.words(key.inner);
    begin[i] = msgs[i].data();
  }
  if (blocks != 0) family.kernel().compress_lanes(inner->data(), begin, msgs.size(), blocks);
  for (size_t i = 0; i < msgs.size(); ++i) {
    const sha2::Rest<Family> rest(1 + blocks, msgs[i].subspan(size));
    finish(family, key.hash, (*inner)[i], family.words(key.outer), rest, out[i]);
  }
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
  const auto make = [&](auto family) __attribute__((always_inline)) {
    hmac::finish(family, inner.hash, family.words(inner.H), family.words(outer), sha2::rest_of(inner, family), out);
  };
  sha2::with_family(inner.hash, make);
}

}  // namespace cce::hmac
