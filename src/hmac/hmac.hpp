// HMAC: FIPS 198-1, over SHA-2.
#pragma once

#include <array>
#include <span>

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

// The MACs of several messages, 32 bytes each, worked on side by side: of messages of about the same length, several times
// as fast as one after the other. key.hash is sha256. As many MACs as messages, at most max_side_by_side.
constexpr size_t max_side_by_side = 16;
void mac_each(const Key& key, std::span<const Bytes> msgs, std::span<std::array<uint8_t, 32>> out);

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
