// HMAC: FIPS 198-1, over SHA-2.
#pragma once

#include "base/bytes.hpp"
#include "base/self_test.hpp"
#include "base/status.hpp"
#include "sha2/sha2.hpp"

namespace cce::hmac {

using sha2::Hash;

// SP 800-131A Rev. 2, section 10: an HMAC key has at least 112 bits.
constexpr size_t min_key_bytes = 112 / 8;
// SP 800-107 Rev. 1, section 5.3.3: a truncated MAC has at least 32 bits.
constexpr size_t min_mac_bytes = 32 / 8;

// What is left of a key: the chaining values after the blocks K0 ^ ipad and K0 ^ opad. Holds a secret.
struct Key {
  sha2::Chain inner, outer;
  Hash hash;

  void init(Hash h, Bytes K);
};

// mac.size() <= digest_size(h): the MAC's leftmost bytes. A Key serves any number of messages.
void mac(const Key& key, Bytes msg, MutableBytes out);
void mac(Hash h, Bytes K, Bytes msg, MutableBytes out);

// Status::auth when mac is not the leftmost mac.size() bytes of the MAC.
Status verify(Hash h, Bytes K, Bytes msg, Bytes mac);

// An HMAC under way. Self-contained: a copy continues on its own. Holds a secret, the caller's to wipe.
struct Context {
  sha2::Context inner;
  sha2::Chain outer;

  void init(const Key& key);
  Status update(Bytes data) { return inner.update(data); }
  void finish(MutableBytes out);
};

extern const SelfTest sha256_test, sha512_test;

}  // namespace cce::hmac
