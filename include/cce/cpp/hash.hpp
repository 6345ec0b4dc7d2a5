// SPDX-License-Identifier: Apache-2.0
//
// SHA-2 in one call. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_HASH_HPP
#define CCE_CPP_HASH_HPP

#include <cce/cce.h>
#include <cce/cpp/bytes.hpp>
#include <cce/cpp/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cce {

// SHA-2, FIPS 180-4.
enum class Hash {
  sha224 = CCE_SHA224,
  sha256 = CCE_SHA256,
  sha384 = CCE_SHA384,
  sha512 = CCE_SHA512,
  sha512_256 = CCE_SHA512_256
};

// As cce_digest_size, at compile time too: bytes, 0 for a value that is no hash.
[[nodiscard]] constexpr size_t digest_size(Hash hash) noexcept {
  switch (hash) {
    case Hash::sha224:
      return 28;
    case Hash::sha256:
    case Hash::sha512_256:
      return 32;
    case Hash::sha384:
      return 48;
    case Hash::sha512:
      return 64;
  }
  return 0;
}

inline constexpr size_t max_digest_size = CCE_MAX_DIGEST_SIZE;

// A digest or a MAC, and the place for one.
template <Hash hash>
using DigestArray = std::array<uint8_t, digest_size(hash)>;
template <Hash hash>
using DigestSpan = std::span<uint8_t, digest_size(hash)>;

namespace detail {

constexpr cce_hash id(Hash hash) noexcept { return static_cast<cce_hash>(hash); }

// Calls `service`, which writes size bytes, only when there is room for them.
template <class Service>
Result with_room(std::span<uint8_t> out, size_t size, Service service) noexcept {
  return out.size() < size ? Result(CCE_ERR_BUFFER) : Result(service(out.data()));
}

// Calls `service` with an array to write to.
template <size_t size, class Service>
Outcome<std::array<uint8_t, size>> with_array(Service service) noexcept {
  std::array<uint8_t, size> out{};
  const Result result = service(std::span<uint8_t, size>(out));
  return {result, out};
}

}  // namespace detail

// out = hash(msg). out takes at least digest_size(hash) bytes, or it is CCE_ERR_BUFFER; it may start where msg starts.
inline Result digest(Hash hash, Bytes msg, std::span<uint8_t> out) noexcept {
  return detail::with_room(out, digest_size(hash),
                           [&](uint8_t* to) { return cce_digest(detail::id(hash), msg.data(), msg.size(), to); });
}

template <Hash hash>
Result digest(Bytes msg, DigestSpan<hash> out) noexcept {
  return digest(hash, msg, out);
}

template <Hash hash>
Outcome<DigestArray<hash>> digest(Bytes msg) noexcept {
  return detail::with_array<digest_size(hash)>([&](auto out) { return digest<hash>(msg, out); });
}

// A message of a batch and the place for its digest; result() is CCE_ERR_STATE until digest_batch has been called.
template <Hash hash>
class DigestItem {
 public:
  DigestItem(Bytes msg, DigestSpan<hash> out) noexcept : item_{msg.data(), msg.size(), out.data(), CCE_ERR_STATE} {}

  Result result() const noexcept { return item_.result; }

 private:
  template <Hash same>
  friend Result digest_batch(std::span<DigestItem<same>> items) noexcept;

  cce_digest_item item_;
};

// digest for each of the items, several side by side; no output may overlap a message or an output of another item. The
// result is CCE_OK when every item's is, and otherwise that of the first item that was refused; the others are done.
//     std::vector<cce::DigestItem<cce::Hash::sha256>> items;
//     for (..) items.emplace_back(message, digest);
//     const auto result = cce::digest_batch(std::span(items));
template <Hash hash>
Result digest_batch(std::span<DigestItem<hash>> items) noexcept {
  static_assert(sizeof(DigestItem<hash>) == sizeof(cce_digest_item));
  return cce_digest_batch(detail::id(hash), items.empty() ? nullptr : &items.front().item_, items.size());
}

}  // namespace cce

#endif  // CCE_CPP_HASH_HPP
