// SPDX-License-Identifier: Apache-2.0
//
// The streaming services, of hash and HMAC. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_STREAM_HPP
#define CCE_CPP_STREAM_HPP

#include <cce/cce.h>
#include <cce/cpp/bytes.hpp>
#include <cce/cpp/hash.hpp>
#include <cce/cpp/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cce {
namespace detail {

// A streaming service in its own storage. A copy continues on its own. The first refusal stays: what follows answers
// it too, so that no digest comes out of a message with a hole. The destructor wipes the context, finished or not.
template <class Context, auto append, auto complete, size_t extent>
class Stream {
 public:
  // Appends. CCE_ERR_ARGUMENT after finish.
  Result update(Bytes data) noexcept {
    if (result_.done()) result_ = append(&context_, data.data(), data.size());
    return result_;
  }

  // Writes the digest or MAC. CCE_ERR_BUFFER, and the stream is as it was, when out is too short for it; what of out
  // lies beyond it stays as it is. To begin anew, assign a new object.
  Result finish(std::span<uint8_t, extent> out) noexcept {
    if (!result_.done()) return result_;
    return with_room(out, size_, [&](uint8_t* to) { return complete(&context_, to); });
  }

  Outcome<std::array<uint8_t, extent>> finish() noexcept requires(extent != std::dynamic_extent) {
    return with_array<extent>([&](std::span<uint8_t, extent> out) { return finish(out); });
  }

  // How it stands: of the beginning, and then of the latest update.
  Result result() const noexcept { return result_; }
  // The length of the digest or MAC in bytes.
  [[nodiscard]] size_t size() const noexcept { return size_; }

 protected:
  template <class Begin>
  Stream(Hash hash, Begin begin) noexcept : result_(begin(&context_)), size_(digest_size(hash)) {}
  Stream(const Stream&) noexcept = default;
  Stream& operator=(const Stream&) noexcept = default;
  // volatile, or the compiler may leave out writes that nothing reads.
  ~Stream() {
    for (volatile uint64_t& word : context_.opaque) word = 0;
  }

 private:
  Context context_{};
  Result result_;
  size_t size_;
};

template <size_t extent>
struct DigestStream : Stream<cce_digest_ctx, cce_digest_update, cce_digest_final, extent> {
  explicit DigestStream(Hash hash) noexcept
      : DigestStream::Stream(hash, [&](cce_digest_ctx* ctx) { return cce_digest_init(ctx, id(hash)); }) {}
};

template <size_t extent>
struct HmacStream : Stream<cce_hmac_ctx, cce_hmac_update, cce_hmac_final, extent> {
  HmacStream(Hash hash, Bytes key) noexcept
      : HmacStream::Stream(hash,
                           [&](cce_hmac_ctx* ctx) { return cce_hmac_init(ctx, id(hash), key.data(), key.size()); }) {}
};

}  // namespace detail

// A streaming hash, begun when it is made.
template <Hash hash>
class Digest : public detail::DigestStream<digest_size(hash)> {
 public:
  Digest() noexcept : Digest::DigestStream(hash) {}
};

// The same, of a hash that is chosen at run time.
class AnyDigest : public detail::DigestStream<std::dynamic_extent> {
 public:
  using DigestStream::DigestStream;
};

// A streaming HMAC, begun when it is made. It does not refer to the key afterwards.
template <Hash hash>
class Hmac : public detail::HmacStream<digest_size(hash)> {
 public:
  explicit Hmac(Bytes key) noexcept : Hmac::HmacStream(hash, key) {}
};

class AnyHmac : public detail::HmacStream<std::dynamic_extent> {
 public:
  using HmacStream::HmacStream;
};

}  // namespace cce

#endif  // CCE_CPP_STREAM_HPP
