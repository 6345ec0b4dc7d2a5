// The pseudorandom function of TLS 1.2: RFC 5246 section 5, SP 800-135 Rev. 1 section 4.2.2, over HMAC.
#pragma once

#include "base/bytes.hpp"
#include "base/self_test.hpp"
#include "base/status.hpp"
#include "hmac/hmac.hpp"

namespace cce::tls12 {

using sha2::Hash;

// SP 800-135 section 4.2.2, condition 3: P_<hash> with SHA-256, SHA-384 or SHA-512.
constexpr bool is_approved(Hash h) { return h == Hash::sha256 || h == Hash::sha384 || h == Hash::sha512; }

// Whether label || seed begins as the derivation of a master secret that is not bound to its handshake, which RFC 7627
// replaces and IG D.Q no longer approves.
bool is_plain_master_secret(Bytes label, Bytes seed);

// PRF(secret, label, seed), out.size() bytes, more than 0. out overlaps neither label nor seed.
//   limit: out is longer than max_output; nothing is written then.
constexpr size_t max_output = size_t{1} << 20;
Status prf(Hash h, Bytes secret, Bytes label, Bytes seed, MutableBytes out);

extern const SelfTest sha256_test;

}  // namespace cce::tls12
