// RFC 5246 section 5:  PRF(secret, label, seed) = P_hash(secret, label || seed),
//   P_hash(secret, seed) = HMAC(secret, A(1) || seed) || HMAC(secret, A(2) || seed) || ...,
//   A(0) = seed, A(i) = HMAC(secret, A(i-1)).
#include "tls/tls12.hpp"

#include <algorithm>
#include <array>

#include "base/copy.hpp"
#include "base/secret.hpp"

namespace cce::tls12 {
namespace {

constexpr std::array<uint8_t, 13> master_secret = {'m', 'a', 's', 't', 'e', 'r', ' ', 's', 'e', 'c', 'r', 'e', 't'};

using Digest = std::array<uint8_t, sha2::max_digest_size>;

// HMAC(key, first || label || seed)
void mac(const hmac::Key& key, Bytes first, Bytes label, Bytes seed, MutableBytes out) {
  Secret<hmac::Context> context;
  context->init(key);
  // None can fail: no three objects of a process reach the limit of a hash.
  (void)context->update(first);
  (void)context->update(label);
  (void)context->update(seed);
  context->finish(out);
}

}  // namespace

bool is_plain_master_secret(Bytes label, Bytes seed) {
  if (label.size() + seed.size() < master_secret.size()) return false;
  const size_t of_label = std::min(label.size(), master_secret.size());
  return std::equal(label.begin(), label.begin() + static_cast<ptrdiff_t>(of_label), master_secret.begin()) &&
         std::equal(master_secret.begin() + of_label, master_secret.end(), seed.begin());
}

Status prf(Hash h, Bytes secret, Bytes label, Bytes seed, MutableBytes out) {
  if (out.size() > max_output) return Status::limit;
  const size_t digest = sha2::digest_size(h);
  Secret<hmac::Key> key;
  key->init(h, secret);
  Secret<Digest> a;
  const MutableBytes A = MutableBytes(*a).first(digest);
  mac(*key, {}, label, seed, A);
  for (;;) {
    const MutableBytes block = out.first(std::min(digest, out.size()));
    mac(*key, A, label, seed, block);
    out = out.subspan(block.size());
    if (out.empty()) return Status::ok;
    // The next A apart from this one: a MAC is not written over its own message.
    Secret<Digest> next;
    hmac::mac(*key, A, MutableBytes(*next).first(digest));
    copy_short(A.data(), next->data(), digest);
  }
}

}  // namespace cce::tls12
