// RFC 5869, sections 2.2 and 2.3.
#include "hkdf/hkdf.hpp"

#include <algorithm>
#include <array>

#include "base/copy.hpp"
#include "base/registers.hpp"
#include "base/secret.hpp"

namespace cce::hkdf {
namespace {

// The counter of T(i) is one byte and begins at 1.
constexpr size_t max_blocks = 255;

// The most info that is put together with T(i-1) and the counter as one message; labels are shorter.
constexpr size_t short_info = 127 - sha2::max_digest_size;
using Message = std::array<uint8_t, sha2::max_digest_size + short_info + 1>;

// T(i-1) || info || i
Bytes join(Bytes previous, Bytes info, uint8_t i, Message& message) {
  uint8_t* end = message.data();
  copy_short(end, previous.data(), previous.size());
  end += previous.size();
  copy_short(end, info.data(), info.size());
  end += info.size();
  *end++ = i;
  return {message.data(), end};
}

// T(i) = HMAC(PRK, T(i-1) || info || i)
void next_block(const hmac::Key& PRK, Bytes previous, Bytes info, uint8_t i, MutableBytes T) {
  if (info.size() <= short_info) {
    Secret<Message> message;
    return hmac::mac(PRK, join(previous, info, i, *message), T);
  }
  Secret<hmac::Context> context;
  context->init(PRK);
  // None can fail: what comes together here is far below the limit of any hash.
  (void)context->update(previous);
  (void)context->update(info);
  (void)context->update({&i, 1});
  context->finish(T);
}

// What expand does when it takes more than one short message: T = T(1) || T(2) || ..., as much of it as okm takes. Apart, so that
// the commonest case has no part in the stack of this one.
[[gnu::noinline]] void expand_blocks(Hash h, Bytes prk, Bytes info, MutableBytes okm) {
  const size_t digest = sha2::digest_size(h);
  Secret<hmac::Key> key;
  key->init(h, prk);
  // T(i) is kept here as well: what is in okm may be in sight of others, who must not choose what is hashed next.
  Secret<std::array<uint8_t, sha2::max_digest_size>> kept;
  Bytes previous;  // T(0) is empty
  for (uint8_t i = 1; !okm.empty(); ++i) {
    const MutableBytes T = MutableBytes(*kept).first(std::min(digest, okm.size()));
    next_block(*key, previous, info, i, T);
    std::copy(T.begin(), T.end(), okm.begin());
    previous = T;
    okm = okm.subspan(T.size());
  }
  registers::clear();  // of the copies
}

}  // namespace

void extract(Hash h, Bytes salt, Bytes ikm, MutableBytes prk) { hmac::mac(h, salt, ikm, prk); }

Status expand(Hash h, Bytes prk, Bytes info, MutableBytes okm) {
  const size_t digest = sha2::digest_size(h);
  if (okm.size() > max_blocks * digest) return Status::limit;

  if (okm.size() <= digest && info.size() <= short_info) {
    // One block and a key that is used once: the commonest case, in one call.
    Secret<Message> message;
    hmac::mac(h, prk, join({}, info, 1, *message), okm);
    return Status::ok;
  }
  expand_blocks(h, prk, info, okm);
  return Status::ok;
}

Status derive(Hash h, Bytes salt, Bytes ikm, Bytes info, MutableBytes okm) {
  const size_t digest = sha2::digest_size(h);
  if (okm.size() > max_blocks * digest) return Status::limit;
  // With the zeros that HMAC would fill it up with, so that it is hashed where it lies.
  Secret<std::array<uint8_t, sha2::max_block_size>> prk;
  zero(prk->data(), sizeof *prk);
  extract(h, salt, ikm, MutableBytes(*prk).first(digest));
  return expand(h, Bytes(*prk).first(sha2::block_size(h)), info, okm);
}

}  // namespace cce::hkdf
