// HKDF: RFC 5869; the two-step key derivation of SP 800-56C Rev. 2 (section 5) with HMAC in both steps.
#pragma once

#include "base/bytes.hpp"
#include "base/self_test.hpp"
#include "base/status.hpp"
#include "hmac/hmac.hpp"

namespace cce::hkdf {

using sha2::Hash;

// PRK = HMAC(salt, IKM). prk.size() == digest_size(h). An empty salt is a digest length of zeros, which HMAC's padding
// of the key makes the same as no key at all.
void extract(Hash h, Bytes salt, Bytes ikm, MutableBytes prk);

// okm.size() > 0; okm does not overlap info. Status::limit when okm is longer than 255 digests; nothing is written then.
Status expand(Hash h, Bytes prk, Bytes info, MutableBytes okm);

// Extract, then expand.
Status derive(Hash h, Bytes salt, Bytes ikm, Bytes info, MutableBytes okm);

extern const SelfTest sha256_test;

}  // namespace cce::hkdf
