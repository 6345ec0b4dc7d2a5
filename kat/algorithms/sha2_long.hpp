// The two tests that hash for long: Monte Carlo chains and messages of many gigabytes.
#pragma once

#include <cce/cce.h>

#include "../hex.hpp"

namespace cce::kat::sha2 {

struct Chain {
  Bytes last;
  std::vector<Bytes> early;  // the digests of the first five steps
};

// A thousand steps from a seed: A = B = C = seed; then A, B, C = B, C, H(A || B || C). With a message_length that is not
// 0, the "alternate" test of ACVP: what is hashed is cut, or filled with zeros, to that many bytes.
Chain monte_carlo(cce_hash hash, const Bytes& seed, std::size_t message_length);

// Of content || content || ..., cut to `length` bytes. Throws Skipped above 16 GiB, Mismatch when the module refuses.
Bytes digest_of_repeated(cce_hash hash, const Bytes& content, std::uint64_t length);

}  // namespace cce::kat::sha2
