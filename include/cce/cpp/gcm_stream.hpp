// SPDX-License-Identifier: Apache-2.0
//
// AES-256-GCM a piece at a time. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_GCM_STREAM_HPP
#define CCE_CPP_GCM_STREAM_HPP

#include <cce/cce.h>
#include <cce/cpp/bytes.hpp>
#include <cce/cpp/gcm.hpp>
#include <cce/cpp/handle.hpp>
#include <cce/cpp/result.hpp>

#include <array>
#include <cstdint>
#include <span>

namespace cce {

using GcmIv = std::array<uint8_t, gcm_iv_size>;
using GcmTag = std::array<uint8_t, gcm_tag_size>;

// One message at a time in pieces of any length: seal, seal_next or open; then aad and update, any number of times each and in
// this order; then tag or verify. Moved, never copied; for one thread at a time.
//
// DANGER: what update gives when opening is not verified until verify is approved. Throw it away if it is not.
class GcmStream {
 public:
  static Outcome<GcmStream> make() noexcept {
    cce_gcm_stream* stream = nullptr;
    const Result result = cce_gcm_stream_new(&stream);
    return {result, GcmStream(stream)};
  }

  // Begins to seal, with a fresh random IV, or the sealer's next.
  Outcome<GcmIv> seal(GcmKey& key) noexcept {
    GcmIv iv{};
    const Result result = cce_gcm_stream_seal(stream_.get(), key.key_.get(), iv.data());
    return {result, iv};
  }
  Outcome<GcmIv> seal_next(GcmSealer& sealer) noexcept {
    GcmIv iv{};
    const Result result = cce_gcm_stream_seal_next(stream_.get(), sealer.sealer_.get(), iv.data());
    return {result, iv};
  }

  // As GcmKey::seal_with_iv_that_never_repeats, and with its DANGER: never approved.
  Result seal_with_iv_that_never_repeats(const GcmKey& key, Bytes iv) noexcept {
    return cce_gcm_stream_seal_with_iv(stream_.get(), key.key_.get(), iv.data(), iv.size());
  }

  // Begins to open.
  Result open(const GcmKey& key, Bytes iv) noexcept {
    return cce_gcm_stream_open(stream_.get(), key.key_.get(), iv.data(), iv.size());
  }

  Result aad(Bytes more) noexcept { return cce_gcm_stream_aad(stream_.get(), more.data(), more.size()); }

  // out is as long as in, or it is CCE_ERR_BUFFER; it may start where in starts.
  Result update(Bytes in, std::span<uint8_t> out) noexcept {
    if (out.size() != in.size()) return CCE_ERR_BUFFER;
    return cce_gcm_stream_update(stream_.get(), in.data(), in.size(), out.data());
  }

  // Ends a sealed message.
  Outcome<GcmTag> tag() noexcept {
    GcmTag tag{};
    const Result result = cce_gcm_stream_tag(stream_.get(), tag.data(), tag.size());
    return {result, tag};
  }

  // Ends an opened one.
  Result verify(std::span<const uint8_t, gcm_tag_size> tag) noexcept {
    return cce_gcm_stream_verify(stream_.get(), tag.data(), tag.size());
  }

 private:
  explicit GcmStream(cce_gcm_stream* stream) noexcept : stream_(stream) {}

  detail::Handle<cce_gcm_stream, cce_gcm_stream_free> stream_;
};

}  // namespace cce

#endif  // CCE_CPP_GCM_STREAM_HPP
