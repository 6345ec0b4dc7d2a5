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
Bytes join(Bytes previous, Bytes info, uint8_t i, uint8_t* message) {
  uint8_t* end = message;
  copy_short(end, previous.data(), previous.size());
  end += previous.size();
  copy_short(end, info.data(), info.size());
  end += info.size();
  *end++ = i;
  return {message, end};
}

// T(i) = HMAC(PRK, T(i-1) || info || i). Apart: in the loop over i, the compiler would load parts of info once and keep them on the
// stack.
[[gnu::noinline]] void next_block(const hmac::Key& PRK, Bytes previous, Bytes info, uint8_t i, MutableBytes T) {
  if (info.size() <= short_info) {
    Secret<Message> message;
    return hmac::mac(PRK, join(previous, info, i, message->data()), T);
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

// okm as long as the limit allows.
[[gnu::always_inline]] inline void expand_within_limit(Hash h, Bytes prk, Bytes info, MutableBytes okm) {
  if (okm.size() > sha2::digest_size(h) || info.size() > short_info) return expand_blocks(h, prk, info, okm);
  // One block and a key that is used once: the commonest case, in one call.
  Secret<std::array<uint8_t, short_info + 1>> message;  // what two parties alone know may be part of info
  hmac::mac(h, prk, join({}, info, 1, message->data()), okm);
}

bool is_within_limit(Hash h, MutableBytes okm) { return okm.size() <= max_blocks * sha2::digest_size(h); }

// PRK with the zeros that HMAC would fill it up with to a block, so that it is hashed where it lies.
template <size_t block>
[[gnu::always_inline]] inline void derive_by(Hash h, Bytes salt, Bytes ikm, Bytes info, MutableBytes okm) {
  Secret<std::array<uint8_t, block>> prk;
  zero(prk->data(), sizeof *prk);
  extract(h, salt, ikm, MutableBytes(*prk).first(sha2::digest_size(h)));
  expand_within_limit(h, *prk, info, okm);
}

}  // namespace

void extract(Hash h, Bytes salt, Bytes ikm, MutableBytes prk) { hmac::mac(h, salt, ikm, prk); }

Status expand(Hash h, Bytes prk, Bytes info, MutableBytes okm) {
  if (!is_within_limit(h, okm)) return Status::limit;
  expand_within_limit(h, prk, info, okm);
  return Status::ok;
}

Status derive(Hash h, Bytes salt, Bytes ikm, Bytes info, MutableBytes okm) {
  if (!is_within_limit(h, okm)) return Status::limit;
  if (sha2::block_size(h) == 64)
    derive_by<64>(h, salt, ikm, info, okm);
  else
    derive_by<128>(h, salt, ikm, info, okm);
  return Status::ok;
}

}  // namespace cce::hkdf
