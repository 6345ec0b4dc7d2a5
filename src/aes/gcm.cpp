// SP 800-38D section 7: the authenticated encryption and decryption functions, over the selected kernel.
#include "aes/gcm.hpp"

#include <cstring>

#include "aes/gcm_kernel.hpp"
#include "base/ct.hpp"
#include "base/endian.hpp"
#include "base/secret.hpp"

namespace cce::gcm {
namespace {

constinit Kernel active = {gcm_portable::init, gcm_portable::ghash, gcm_portable::seal, gcm_portable::open};

// Section 7.1 step 2, for an IV that is not 96 bits long: J0 = GHASH_H(IV || 0^(s+64) || [len(IV)]64).
[[gnu::noinline]] void hash_iv(const Key& key, Bytes iv, aes::Block& J0) {
  J0.fill(0);
  active.ghash(key, J0.data(), iv.data(), iv.size());
  aes::Block length = {};
  store_be<uint64_t>(&length[8], uint64_t{8} * iv.size());
  active.ghash(key, J0.data(), length.data(), length.size());
}

// Steps 2 to 5 of section 7.1, or 3 to 6 of section 7.2: J0, then GCTR and GHASH in the kernel's one pass.
inline void crypt(Crypt* pass, const Key& key, Bytes iv, Bytes aad, Bytes in, uint8_t* out, uint8_t* T) {
  if (iv.size() == iv_size) return pass(key, iv.data(), 1, aad, in.data(), in.size(), out, T);
  Secret<aes::Block> J0;
  hash_iv(key, iv, *J0);
  pass(key, J0->data(), load_be<uint32_t>(&(*J0)[12]), aad, in.data(), in.size(), out, T);
}

Status check(Bytes iv, Bytes aad, Bytes in, size_t tag) {
  if (iv.empty() || !is_tag_size(tag)) return Status::argument;
  if (in.size() > max_plaintext || aad.size() > max_aad || iv.size() > max_iv) return Status::limit;
  return Status::ok;
}

// MSB_t(T) = tag. The whole tag, which nearly everyone sends, is two words.
ct::Choice verifies(const aes::Block& T, Bytes tag) {
  if (tag.size() != tag_size) return ct::equal(Bytes(T).first(tag.size()), tag);
  const uint64_t high = load_be<uint64_t>(&T[0]) ^ load_be<uint64_t>(&tag[0]);
  const uint64_t low = load_be<uint64_t>(&T[8]) ^ load_be<uint64_t>(&tag[8]);
  return ct::Choice::is_zero(high | low);
}

}  // namespace

const Kernel& selected() { return active; }

void make_J0(const Key& key, Bytes iv, aes::Block& J0) {
  if (iv.size() != iv_size) return hash_iv(key, iv, J0);
  std::memcpy(J0.data(), iv.data(), iv_size);
  store_be<uint32_t>(&J0[iv_size], 1);
}

void init(Key& key, std::span<const uint8_t, key_size> K) {
  key.made.store(Powers::all, std::memory_order_relaxed);  // unless the kernel says otherwise
  active.init(key, K.data());
}

Status seal(const Key& key, Bytes iv, Bytes aad, Bytes pt, uint8_t* ct, MutableBytes tag) {
  if (const Status s = check(iv, aad, pt, tag.size()); s != Status::ok) return s;
  if (tag.size() == tag_size) {
    crypt(active.seal, key, iv, aad, pt, ct, tag.data());
    return Status::ok;
  }
  Secret<aes::Block> T;  // what step 6 cuts off is nobody's to see
  crypt(active.seal, key, iv, aad, pt, ct, T->data());
  std::memcpy(tag.data(), T->data(), tag.size());
  return Status::ok;
}

Status open(const Key& key, Bytes iv, Bytes aad, Bytes ct, Bytes tag, uint8_t* pt) {
  // Step 1: lengths that are not supported.
  if (const Status s = check(iv, aad, ct, tag.size()); s != Status::ok) return s;
  Secret<aes::Block> T;  // for a forgery this is the tag that would have been right
  crypt(active.open, key, iv, aad, ct, pt, T->data());
  // Step 8. Whether a tag verifies is what open answers, so it is public from here.
  if (declassify(verifies(*T, tag))) return Status::ok;
  if (!ct.empty()) wipe(pt, ct.size());
  return Status::auth;
}

void select(cpu::Features have) { active = cpu::pick(implementations_table(), have).operations; }

const char* implementation(cpu::Features have) { return cpu::pick(implementations_table(), have).name; }

}  // namespace cce::gcm
