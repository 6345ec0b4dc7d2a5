// The derivation within ECDH: the parameters of X9.63, which OpenSSL gives to the exchange itself (kdf-type, kdf-digest, ...).
#pragma once

#include "provider/buffer.hpp"
#include "provider/hashes.hpp"

namespace cce::provider {

struct X963 {
  bool is_on = false;
  const Hash* hash = nullptr;
  size_t size = 0;     // of what is derived, bytes
  Buffer shared_info;  // OpenSSL's "user keying material"

  // Takes over what is there; false with a reason.
  bool read(const Provider& provider, const OSSL_PARAM* params);
  // Answers what is asked for. The shared information is given as a pointer, good until it is set again or the context goes.
  bool answer(OSSL_PARAM* params) const;
  // False for want of memory.
  bool copy_from(const X963& from);
  // Whether it can derive; false with a reason.
  bool is_complete(const Provider& provider) const;
  // `size` bytes, of a secret that is agreed.
  cce_result derive(Bytes z, uint8_t* out) const;
};

}  // namespace cce::provider
