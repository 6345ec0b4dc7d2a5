// SPDX-License-Identifier: Apache-2.0
//
// AES-256-GCM. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_GCM_HPP
#define CCE_CPP_GCM_HPP

#include <cce/cce.h>
#include <cce/cpp/bytes.hpp>
#include <cce/cpp/handle.hpp>
#include <cce/cpp/result.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace cce {

inline constexpr size_t gcm_key_size = CCE_GCM_KEY_SIZE;
inline constexpr size_t gcm_iv_size = CCE_GCM_IV_SIZE;
inline constexpr size_t gcm_tag_size = CCE_GCM_TAG_SIZE;

// The inputs have names at the call, as those of hkdf:
//     const auto sealed = key.seal({.aad = header, .pt = message}, ciphertext);
//     const auto opened = key.open({.iv = iv, .aad = header, .ct = ciphertext, .tag = tag}, message);
struct GcmSealInput {
  Bytes aad = {}, pt = {};
};
struct GcmSealWithIvInput {
  Bytes iv = {}, aad = {}, pt = {};
};
struct GcmOpenInput {
  std::span<const uint8_t, gcm_iv_size> iv;
  Bytes aad = {}, ct = {};
  std::span<const uint8_t, gcm_tag_size> tag;
};
struct GcmOpenTruncatedInput {
  Bytes iv = {}, aad = {}, ct = {}, tag = {};
};

class GcmKey;
class GcmSealItem;
class GcmOpenItem;
Result gcm_seal_batch(std::span<GcmSealItem> items) noexcept;
Result gcm_open_batch(std::span<GcmOpenItem> items) noexcept;

// What goes with a ciphertext to whom it is for.
struct GcmSealed {
  std::array<uint8_t, gcm_iv_size> iv;
  std::array<uint8_t, gcm_tag_size> tag;
};

namespace detail {

// What has a length that is known when compiling, and is not `size`.
template <class T, size_t size>
concept OfAnotherSize = decltype(std::span(std::declval<const T&>()))::extent !=
                        std::dynamic_extent&& decltype(std::span(std::declval<const T&>()))::extent != size;

}  // namespace detail

// An AES-256 key for GCM, in the library's protected memory, wiped when the object goes. It is moved, not copied; what is
// moved from answers CCE_ERR_ARGUMENT. Threads may share it.
//
// A ciphertext is as long as its plaintext: a ct or pt of another length is CCE_ERR_BUFFER, and nothing is written. Each
// may start where the other starts.
class GcmKey {
 public:
  // A new random key.
  static Outcome<GcmKey> generate() noexcept {
    cce_gcm_key* key = nullptr;
    const Result result = cce_gcm_key_generate(&key);
    return {result, GcmKey(key)};
  }

  // A key of the caller's, 32 bytes. Another length is CCE_ERR_ARGUMENT; it does not compile where the type tells it.
  static Outcome<GcmKey> import(Bytes key_bytes) noexcept {
    cce_gcm_key* key = nullptr;
    const Result result = cce_gcm_key_import(key_bytes.data(), key_bytes.size(), &key);
    return {result, GcmKey(key)};
  }
  template <detail::OfAnotherSize<gcm_key_size> KeyBytes>
  static Outcome<GcmKey> import(const KeyBytes& key_bytes) = delete;

  // Writes the ciphertext and gives its tag and its IV, a fresh random one. CCE_ERR_LIMIT: it is time for a new key, or
  // this one has a GcmSealer.
  Outcome<GcmSealed> seal(const GcmSealInput& in, std::span<uint8_t> ct) noexcept {
    GcmSealed out{};
    if (ct.size() != in.pt.size()) return {CCE_ERR_BUFFER, out};
    const Result result = cce_gcm_seal(key_.get(), in.aad.data(), in.aad.size(), in.pt.data(), in.pt.size(),
                                       out.iv.data(), ct.data(), out.tag.data());
    return {result, out};
  }

  // Writes the plaintext. CCE_ERR_AUTH when it does not verify: pt is all zeros then.
  Result open(const GcmOpenInput& in, std::span<uint8_t> pt) const noexcept {
    return open_sized({.iv = in.iv, .aad = in.aad, .ct = in.ct, .tag = in.tag}, pt);
  }

  // As open for protocols with an IV of another length, or with tags cut to tag_size bytes (4, 8, or 12 to 16).
  // tag_size is a constant of your protocol, and not tag.size(): a tag of another length is CCE_ERR_AUTH, so that a
  // sender cannot choose how little to forge.
  Result open_truncated(const GcmOpenTruncatedInput& in, size_t tag_size, std::span<uint8_t> pt) const noexcept {
    if (pt.size() != in.ct.size()) return CCE_ERR_BUFFER;
    if (key_ != nullptr && in.tag.size() != tag_size) {
      std::fill(pt.begin(), pt.end(), uint8_t{0});
      return CCE_ERR_AUTH;
    }
    return open_sized(in, pt);
  }

  // As seal with an IV of the caller's, and a tag as long as the span for it (4, 8, or 12 to 16). DANGER: one IV that comes
  // twice under a key gives away the plaintexts, and the means to forge. So this is for protocols that prescribe the IV,
  // and never an approved service: CCE_OK_UNAPPROVED is its success.
  Result seal_with_iv_that_never_repeats(const GcmSealWithIvInput& in, std::span<uint8_t> ct,
                                         std::span<uint8_t> tag) const noexcept {
    if (ct.size() != in.pt.size()) return CCE_ERR_BUFFER;
    return cce_gcm_seal_with_iv(key_.get(), in.iv.data(), in.iv.size(), in.aad.data(), in.aad.size(), in.pt.data(),
                                in.pt.size(), ct.data(), tag.data(), tag.size());
  }

 private:
  friend class GcmSealer;
  friend class GcmStream;
  friend class GcmSealItem;
  friend class GcmOpenItem;
  explicit GcmKey(cce_gcm_key* key) noexcept : key_(key) {}

  Result open_sized(const GcmOpenTruncatedInput& in, std::span<uint8_t> pt) const noexcept {
    if (pt.size() != in.ct.size()) return CCE_ERR_BUFFER;
    return cce_gcm_open(key_.get(), in.iv.data(), in.iv.size(), in.aad.data(), in.aad.size(), in.ct.data(),
                        in.ct.size(), in.tag.data(), in.tag.size(), pt.data());
  }

  detail::Handle<cce_gcm_key, cce_gcm_key_free> key_;
};

// The sealing end of a connection or a file, whose IVs are a fixed field and a counter; see cce_gcm_sealer_new, whose
// words on who answers for what go for this, too. It takes the key's sealing to itself; the key goes on opening. Moved,
// not copied; threads may share it; in a child of fork it answers CCE_ERR_KEY.
class GcmSealer {
 public:
  // fixed: 4 to 8 bytes, which the counter follows (TLS 1.2: 4), or 12, to which it is added (TLS 1.3, QUIC).
  static Outcome<GcmSealer> make(GcmKey& key, Bytes fixed, uint64_t first = 0) noexcept {
    cce_gcm_sealer* sealer = nullptr;
    const Result result = cce_gcm_sealer_new(key.key_.get(), fixed.data(), fixed.size(), first, &sealer);
    return {result, GcmSealer(sealer)};
  }

  // As GcmKey::seal, with the next IV. CCE_ERR_LIMIT: the counter is at its end, it is time for a new key.
  Outcome<GcmSealed> seal(const GcmSealInput& in, std::span<uint8_t> ct) noexcept {
    GcmSealed out{};
    if (ct.size() != in.pt.size()) return {CCE_ERR_BUFFER, out};
    const Result result = cce_gcm_sealer_seal(sealer_.get(), in.aad.data(), in.aad.size(), in.pt.data(), in.pt.size(),
                                              out.iv.data(), ct.data(), out.tag.data());
    return {result, out};
  }

 private:
  friend class GcmStream;
  explicit GcmSealer(cce_gcm_sealer* sealer) noexcept : sealer_(sealer) {}

  detail::Handle<cce_gcm_sealer, cce_gcm_sealer_free> sealer_;
};

// A message of a batch to seal: what is sealed, and the places for what comes of it. A ct that is not as long as its pt makes
// the item CCE_ERR_ARGUMENT. result() is CCE_ERR_STATE until gcm_seal_batch has been called.
class GcmSealItem {
 public:
  GcmSealItem(GcmKey& key, const GcmSealInput& in, std::span<uint8_t> ct, GcmSealed& sealed) noexcept
      : item_{key.key_.get(), in.aad.data(),    in.aad.size(), in.pt.data(),
              in.pt.size(),   sealed.iv.data(), ct.data(),     ct.size() == in.pt.size() ? sealed.tag.data() : nullptr,
              CCE_ERR_STATE} {}

  Result result() const noexcept { return item_.result; }

 private:
  friend Result gcm_seal_batch(std::span<GcmSealItem> items) noexcept;

  cce_gcm_seal_item item_;
};

// A message of a batch to open, and the place for its plaintext, as long as the ciphertext, or the item is CCE_ERR_ARGUMENT.
class GcmOpenItem {
 public:
  GcmOpenItem(const GcmKey& key, const GcmOpenInput& in, std::span<uint8_t> pt) noexcept
      : item_{pt.size() == in.ct.size() ? key.key_.get() : nullptr,
              in.iv.data(),
              in.iv.size(),
              in.aad.data(),
              in.aad.size(),
              in.ct.data(),
              in.ct.size(),
              in.tag.data(),
              in.tag.size(),
              pt.data(),
              CCE_ERR_STATE} {}

  Result result() const noexcept { return item_.result; }

 private:
  friend Result gcm_open_batch(std::span<GcmOpenItem> items) noexcept;

  cce_gcm_open_item item_;
};

// GcmKey::seal, or open, for each of the items; no output may overlap what another item reads or writes. The result is CCE_OK
// when every item's is, and otherwise that of the first item that was refused; the others are done.
inline Result gcm_seal_batch(std::span<GcmSealItem> items) noexcept {
  static_assert(sizeof(GcmSealItem) == sizeof(cce_gcm_seal_item));
  return cce_gcm_seal_batch(items.empty() ? nullptr : &items.front().item_, items.size());
}
inline Result gcm_open_batch(std::span<GcmOpenItem> items) noexcept {
  static_assert(sizeof(GcmOpenItem) == sizeof(cce_gcm_open_item));
  return cce_gcm_open_batch(items.empty() ? nullptr : &items.front().item_, items.size());
}

}  // namespace cce

#endif  // CCE_CPP_GCM_HPP
