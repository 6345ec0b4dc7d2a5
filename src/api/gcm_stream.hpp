// The message behind a cce_gcm_stream, for the services that begin one.
#pragma once

#include "aes/gcm_stream.hpp"
#include "api/gcm_key.hpp"
#include "base/registers.hpp"

struct cce_gcm_stream : cce::api::Handle<0x6365'2d67'636d'2d73> {
  bool is_begun;
  bool is_approved;
  uint32_t process;  // that began it
  cce::gcm::Stream stream;

  // A child of fork would use the rest of the keystream for other bytes than its parent does.
  bool is_this_process() const {
    return !stream.is_sealing() || process == cce::Epoch::process_of(cce::the_epoch.current());
  }
};

// It just fits: the next slot is four times as large.
static_assert(sizeof(cce_gcm_stream) <= cce::locked::slot_sizes[1]);

namespace cce::api {

// What is left of the message before goes, however this ends.
template <class Keyed>
Status begin(cce_gcm_stream& to, const Keyed& from, bool sealing, Bytes iv, bool approved) {
  to.is_begun = false;
  const Status s = to.stream.begin(from.key, sealing, iv);
  registers::clear();  // the key was copied
  if (s != Status::ok) return s;
  to.process = Epoch::process_of(the_epoch.current());
  to.is_approved = approved;
  to.is_begun = true;
  // Looked at again: of a key that was zeroised meanwhile the copy may be of zeros.
  if (is_still_usable(from) && to.is_usable()) return Status::ok;
  wipe(&to.stream, sizeof to.stream);
  to.is_begun = false;
  return Status::key;
}

}  // namespace cce::api
