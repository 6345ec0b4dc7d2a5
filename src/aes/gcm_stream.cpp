#include "aes/gcm_stream.hpp"

#include <algorithm>
#include <cstring>

#include "aes/gcm_kernel.hpp"
#include "base/copy.hpp"
#include "base/endian.hpp"
#include "base/secret.hpp"

namespace cce::gcm {
namespace {

constexpr size_t block = aes::block_size;

void add(aes::Block& to, const uint8_t* x) {
  for (size_t i = 0; i < block; ++i) to[i] ^= x[i];
}

// [a]64 || [b]64 of section 7.1 step 5, for lengths in bytes.
void store_lengths(uint8_t* to, uint64_t a, uint64_t b) {
  store_be<uint64_t>(to, 8 * a);
  store_be<uint64_t>(to + 8, 8 * b);
}

}  // namespace

Status Stream::begin(const Key& key, bool sealing, Bytes iv) {
  if (iv.empty()) return Status::argument;
  if (iv.size() > max_iv) return Status::limit;
  copy(key_, key);
  make_J0(key_, iv, J0_);
  counter_ = load_be<uint32_t>(&J0_[iv_size]);
  aes::encrypt_block(key_.round_keys, J0_, E_J0_);
  keystream_ = E_J0_;
  Z_.fill(0);
  rest_size_ = 0;
  aad_size_ = size_ = 0;
  sealing_ = sealing;
  in_text_ = false;
  return Status::ok;
}

// Whole blocks, one or more:  Z·H + X1, hashed on, + Xn.
void Stream::absorb(Bytes blocks) {
  const Bytes all_but_last = blocks.first(blocks.size() - block);
  Secret<aes::Block> Y;
  Y->fill(0);
  selected().ghash(key_, Y->data(), Z_.data(), block);
  if (!all_but_last.empty()) selected().ghash(key_, Y->data(), all_but_last.data(), all_but_last.size());
  Z_ = *Y;
  add(Z_, blocks.data() + all_but_last.size());
}

// What there is of a block, filled up with zeros: the 0* of section 7.1 step 4.
void Stream::absorb_rest() {
  if (rest_size_ == 0) return;
  std::fill(rest_.begin() + static_cast<ptrdiff_t>(rest_size_), rest_.end(), uint8_t{0});
  absorb(rest_);
  rest_size_ = 0;
}

Status Stream::aad(Bytes A) {
  if (in_text_) return Status::argument;
  if (A.size() > max_aad - aad_size_) return Status::limit;
  aad_size_ += A.size();
  if (rest_size_ != 0) {
    const size_t n = std::min(A.size(), block - rest_size_);
    copy_short(&rest_[rest_size_], A.data(), n);
    rest_size_ += n;
    A = A.subspan(n);
    if (rest_size_ == block) absorb_rest();
  }
  if (const size_t whole = A.size() / block * block; whole != 0) {
    absorb(A.first(whole));
    A = A.subspan(whole);
  }
  if (!A.empty()) {
    copy_short(rest_.data(), A.data(), A.size());
    rest_size_ = A.size();
  }
  return Status::ok;
}

// Bytes of the block that is under way, at most as many as it lacks.
void Stream::fill_rest(Bytes in, uint8_t* out) {
  for (const uint8_t given : in) {
    const uint8_t made = given ^ keystream_[rest_size_];
    rest_[rest_size_++] = sealing_ ? made : given;
    *out++ = made;
  }
  if (rest_size_ == block) absorb_rest();
}

// in begins at a block and is not empty.
void Stream::crypt(Bytes in, uint8_t* out) {
  // The long pass: T = E(J0) + (Y_m + L)·H.
  const size_t whole = in.size() / block, m = whole > 2 ? whole - 2 : 0;
  Secret<aes::Block> S;
  if (m != 0) {
    Crypt* const pass = sealing_ ? selected().seal : selected().open;
    pass(key_, J0_.data(), counter_, Z_, in.data(), m * block, out, S->data());
    add(*S, keystream_.data());
    counter_ += static_cast<uint32_t>(m);
    in = in.subspan(m * block), out += m * block;
  }

  // The short one, of at most two blocks and a part of a third, filled up: what it makes of zeros is the keystream. Its tag
  // is nobody's.
  const size_t blocks = (in.size() + block - 1) / block;
  Secret<std::array<uint8_t, 3 * block>> given, made;
  Secret<aes::Block> T;
  given->fill(0);
  copy_short(given->data(), in.data(), in.size());
  selected().seal(key_, J0_.data(), counter_, {}, given->data(), blocks * block, made->data(), T->data());
  counter_ += static_cast<uint32_t>(blocks);
  copy_short(out, made->data(), in.size());
  keystream_ = {};
  add(keystream_, given->data() + (blocks - 1) * block);
  add(keystream_, made->data() + (blocks - 1) * block);

  const Bytes C = Bytes(sealing_ ? *made : *given).first(in.size());
  const size_t hashed = C.size() / block * block;
  if (m != 0) {
    // S + (L + C1)·H, + C2
    store_lengths(Z_.data(), block, m * block);
    add(Z_, C.data());
    Secret<aes::Block> Y;
    Y->fill(0);
    selected().ghash(key_, Y->data(), Z_.data(), block);
    Z_ = *Y;
    add(Z_, S->data());
    add(Z_, C.data() + block);
  } else if (hashed != 0) {
    absorb(C.first(hashed));
  }
  rest_size_ = C.size() - hashed;
  copy_short(rest_.data(), C.data() + hashed, rest_size_);
}

Status Stream::update(Bytes in, uint8_t* out) {
  if (in.size() > max_plaintext - size_) return Status::limit;
  if (!in_text_) absorb_rest();
  in_text_ = true;
  size_ += in.size();
  if (rest_size_ != 0) {
    const size_t n = std::min(in.size(), block - rest_size_);
    fill_rest(in.first(n), out);
    in = in.subspan(n), out += n;
  }
  if (!in.empty()) crypt(in, out);
  return Status::ok;
}

// Steps 5 and 6 of section 7.1.
void Stream::finish(aes::Block& T) {
  std::array<uint8_t, 2 * block> end = {};
  const size_t of_rest = rest_size_ == 0 ? 0 : block;
  copy_short(end.data(), rest_.data(), rest_size_);
  store_lengths(&end[of_rest], aad_size_, size_);
  T.fill(0);
  selected().ghash(key_, T.data(), Z_.data(), block);
  selected().ghash(key_, T.data(), end.data(), of_rest + block);
  add(T, E_J0_.data());
}

}  // namespace cce::gcm
