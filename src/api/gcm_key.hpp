// The key behind a cce_gcm_key, and what seal and open share whoever holds the key.
#pragma once

#include <cce/cce.h>

#include <atomic>

#include "aes/gcm.hpp"
#include "api/arguments.hpp"
#include "api/handle.hpp"
#include "base/epoch.hpp"

struct cce_gcm_key : cce::api::Handle<0x6365'2d67'636d'2d6b> {
  std::atomic<uint64_t> invocations;  // of cce_gcm_seal, begun; the limit of them once there is a sealer
  uint32_t process;                   // that made it
  bool is_generated;
  cce::gcm::Key key;
};

namespace cce::api {

// SP 800-38D section 8.3: at most 2^32 invocations with random IVs; the last of them is refused already (IG C.H).
constexpr uint64_t invocation_limit = (uint64_t{1} << 32) - 1;

// The arguments of a seal whose IV is made inside. iv may be null if the caller allows it.
inline bool are_seal_arguments(const void* aad, size_t aad_len, const void* pt, size_t pt_len, const void* iv,
                               const void* ct, const void* tag) {
  const size_t iv_len = iv == nullptr ? 0 : gcm::iv_size;
  return tag != nullptr && is_range(aad, aad_len) && is_range(pt, pt_len) && is_range(ct, pt_len) &&
         is_apart_or_in_place(ct, pt_len, pt, pt_len) && is_apart(ct, pt_len, aad, aad_len) &&
         is_apart(iv, iv_len, ct, pt_len) && is_apart(iv, iv_len, pt, pt_len) && is_apart(iv, iv_len, aad, aad_len) &&
         is_apart(tag, gcm::tag_size, ct, pt_len) && is_apart(tag, gcm::tag_size, pt, pt_len) &&
         is_apart(tag, gcm::tag_size, aad, aad_len) && is_apart(iv, iv_len, tag, gcm::tag_size);
}

// A ciphertext and a tag that a key gave which was wiped meanwhile may be those of a key of zeros: nobody gets them.
template <class Keyed>
Status checked_after(const Keyed& key, Status status, void* out, size_t out_len, void* tag, size_t tag_len) {
  if (is_still_usable(key)) return status;
  if (out_len != 0) wipe(out, out_len);
  if (tag != nullptr) wipe(tag, tag_len);
  return Status::key;
}

}  // namespace cce::api
