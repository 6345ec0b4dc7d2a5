// The key derivation function of ANS X9.63: SEC 1 version 2.0 section 3.6.1, SP 800-135 Rev. 1 section 5.1.
#pragma once

#include "base/bytes.hpp"
#include "base/self_test.hpp"
#include "base/status.hpp"
#include "sha2/sha2.hpp"

namespace cce::x963 {

using sha2::Hash;

// SP 800-131A Rev. 2 section 5: what is agreed has a strength of 112 bits or more, which a shorter Z cannot have.
constexpr size_t min_secret_bytes = 112 / 8;

// SP 800-135 names the hashes of FIPS 180-3. SHA-512/256 came with FIPS 180-4 and is not among them, nor in NIST's vectors.
constexpr bool is_approved(Hash h) { return h != Hash::sha512_256; }

// SEC 1 step 1: fewer than 2^32 - 1 digests, so that the counter of 32 bits never comes back to a number that it had.
constexpr uint64_t end_of_output(Hash h) { return sha2::digest_size(h) * ((uint64_t{1} << 32) - 1); }

// K = the first K.size() bytes of Hash(Z || 1 || SharedInfo) || Hash(Z || 2 || SharedInfo) || ... K.size() > 0. K may begin
// where Z begins, and overlaps nothing else.
//   limit: K.size() >= end_of_output(h); nothing is written then.
Status derive(Hash h, Bytes Z, Bytes SharedInfo, MutableBytes K);

extern const SelfTest sha256_test;

}  // namespace cce::x963
