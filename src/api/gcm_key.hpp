// The key behind a cce_gcm_key.
#pragma once

#include <cce/cce.h>

#include <atomic>

#include "aes/gcm.hpp"
#include "api/handle.hpp"

struct cce_gcm_key : cce::api::Handle<0x6365'2d67'636d'2d6b> {
  std::atomic<uint64_t> invocations;  // of cce_gcm_seal, begun
  cce::gcm::Key key;
};
