// RFC 5869, sections 2.2 and 2.3.
#include "hkdf/hkdf.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/secret.hpp"

namespace cce::hkdf {
namespace {

// The counter of T(i) is one byte and begins at 1.
constexpr size_t max_blocks = 255;

// Up to this much info, T(i) and the counter fit in a buffer beside it, and each T(i) is one call.
constexpr size_t short_info = 128;

struct Block {
  hmac::Context context;
  std::array<uint8_t, sha2::max_digest_size> T;
  std::array<uint8_t, sha2::max_digest_size + short_info + 1> message;
};

}  // namespace

void extract(Hash h, Bytes salt, Bytes ikm, MutableBytes prk) { hmac::mac(h, salt, ikm, prk); }

Status expand(Hash h, Bytes prk, Bytes info, MutableBytes okm) {
  const size_t digest = sha2::digest_size(h);
  if (okm.size() > max_blocks * digest) return Status::limit;

  Secret<hmac::Key> key;
  key->init(h, prk);
  Secret<Block> block;
  Bytes previous;  // T(0) is empty
  for (uint8_t i = 1; !okm.empty(); ++i) {
    // T(i) = HMAC(PRK, T(i-1) || info || i)
    const MutableBytes T = MutableBytes(block->T).first(std::min(digest, okm.size()));
    if (info.size() <= short_info) {
      uint8_t* end = std::copy(previous.begin(), previous.end(), block->message.data());
      end = std::copy(info.begin(), info.end(), end);
      *end++ = i;
      hmac::mac(*key, {block->message.data(), end}, T);
    } else {
      block->context.init(*key);
      if (const Status s = block->context.update(previous); s != Status::ok) return s;
      if (const Status s = block->context.update(info); s != Status::ok) return s;
      if (const Status s = block->context.update({&i, 1}); s != Status::ok) return s;
      block->context.finish(MutableBytes(block->T).first(digest));
    }
    std::memcpy(okm.data(), T.data(), T.size());
    okm = okm.subspan(T.size());
    previous = T;
  }
  return Status::ok;
}

Status derive(Hash h, Bytes salt, Bytes ikm, Bytes info, MutableBytes okm) {
  const size_t digest = sha2::digest_size(h);
  if (okm.size() > max_blocks * digest) return Status::limit;
  Secret<std::array<uint8_t, sha2::max_digest_size>> prk;
  extract(h, salt, ikm, MutableBytes(*prk).first(digest));
  return expand(h, Bytes(*prk).first(digest), info, okm);
}

}  // namespace cce::hkdf
