// FIPS 198-1, section 4, table 1:  MAC = H((K0 ^ opad) || H((K0 ^ ipad) || text)).
#include "hmac/hmac.hpp"

#include <array>
#include <cstring>

#include "base/secret.hpp"

namespace cce::hmac {
namespace {

constexpr uint8_t ipad = 0x36, opad = 0x5c;

// Steps 8 and 9: the digest over the key's outer block and the inner digest. Overwrites outer.
void finish_outer(Hash h, sha2::Chain& outer, Bytes inner_digest, MutableBytes out) {
  if (out.size() == sha2::digest_size(h)) return sha2::digest_from(h, outer, 1, inner_digest, out);
  Secret<std::array<uint8_t, sha2::max_digest_size>> whole;
  sha2::digest_from(h, outer, 1, inner_digest, MutableBytes(*whole).first(sha2::digest_size(h)));
  std::memcpy(out.data(), whole->data(), out.size());
}

}  // namespace

void Key::init(Hash h, Bytes K) {
  const size_t block = sha2::block_size(h);
  struct Pads {
    std::array<uint8_t, sha2::max_block_size> K0, K0_opad;
  };
  Secret<Pads> pads;
  uint8_t* K0 = pads->K0.data();

  // Steps 1 to 3: K0 is the key, or the digest of one longer than a block, filled up with zeros.
  std::memset(K0, 0, block);
  if (K.size() > block)
    sha2::digest(h, K, MutableBytes(pads->K0).first(sha2::digest_size(h)));
  else if (!K.empty())
    std::memcpy(K0, K.data(), K.size());

  // Steps 4 and 7.
  for (size_t i = 0; i < block; ++i) {
    pads->K0_opad[i] = K0[i] ^ opad;
    K0[i] ^= ipad;
  }
  hash = h;
  inner = outer = sha2::initial(h);
  sha2::compress_pair(h, inner, K0, outer, pads->K0_opad.data());
}

void mac(const Key& key, Bytes msg, MutableBytes out) {
  struct Work {
    sha2::Chain inner, outer;
    std::array<uint8_t, sha2::max_digest_size> digest;
  };
  Secret<Work> work;
  work->inner = key.inner;
  work->outer = key.outer;
  const MutableBytes digest = MutableBytes(work->digest).first(sha2::digest_size(key.hash));
  sha2::digest_from(key.hash, work->inner, 1, msg, digest);  // steps 5 and 6
  finish_outer(key.hash, work->outer, digest, out);
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
  Secret<std::array<uint8_t, sha2::max_digest_size>> digest;
  const MutableBytes inner_digest = MutableBytes(*digest).first(sha2::digest_size(inner.hash));
  inner.finish(inner_digest);
  finish_outer(inner.hash, outer, inner_digest, out);
}

}  // namespace cce::hmac
