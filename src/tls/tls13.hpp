// The key schedule of TLS 1.3: RFC 8446 section 7.1, over HKDF.
#pragma once

#include "base/bytes.hpp"
#include "base/self_test.hpp"
#include "base/status.hpp"
#include "hkdf/hkdf.hpp"

namespace cce::tls13 {

using sha2::Hash;

// HkdfLabel has vectors of one byte's length: label<7..255> begins with "tls13 ", context<0..255>.
constexpr size_t max_label = 255 - 6;
constexpr size_t max_context = 255;

// The hashes of the cipher suites (section B.4), which are the ones that ACVP tests TLS-v1.3 KDF with.
constexpr bool is_approved(Hash h) { return h == Hash::sha256 || h == Hash::sha384; }

// HKDF-Expand-Label(secret, label, context, okm.size()). okm.size() > 0; okm overlaps neither label nor context.
//   argument: an empty label, or label or context too long;   limit: okm longer than 255 digests.
// Nothing is written then.
Status expand_label(Hash h, Bytes secret, Bytes label, Bytes context, MutableBytes okm);

// The next of the schedule's three secrets, HKDF-Extract(Derive-Secret(previous, "derived", ""), ikm), digest_size(h) bytes.
// Without a previous one the salt is 0, and an empty ikm is a digest length of zeros.
Status extract(Hash h, Bytes previous, Bytes ikm, MutableBytes secret);

extern const SelfTest sha256_test;

}  // namespace cce::tls13
