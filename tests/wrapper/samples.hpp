// What the tests of the wrapper hash, and the C ABI's own answers to compare with.
#pragma once

#include <cce/cce.h>

#include <cce/cce.hpp>
#include <vector>

namespace samples {

inline constexpr cce::Hash hashes[] = {cce::Hash::sha224, cce::Hash::sha256, cce::Hash::sha384, cce::Hash::sha512,
                                       cce::Hash::sha512_256};

// `size` bytes, no two runs of them alike.
inline std::vector<uint8_t> message(size_t size) {
  std::vector<uint8_t> bytes(size);
  for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<uint8_t>(i * 31 + (i >> 8) * 7 + 1);
  return bytes;
}

inline std::vector<uint8_t> c_digest(cce::Hash hash, const std::vector<uint8_t>& msg) {
  const auto id = static_cast<cce_hash>(hash);
  std::vector<uint8_t> out(cce_digest_size(id));
  if (cce_digest(id, msg.data(), msg.size(), out.data()) != CCE_OK) out.clear();
  return out;
}

inline std::vector<uint8_t> c_hmac(cce::Hash hash, const std::vector<uint8_t>& key, const std::vector<uint8_t>& msg) {
  const auto id = static_cast<cce_hash>(hash);
  std::vector<uint8_t> out(cce_digest_size(id));
  if (cce_hmac(id, key.data(), key.size(), msg.data(), msg.size(), out.data()) < 0) out.clear();
  return out;
}

template <class Range>
std::vector<uint8_t> bytes_of(const Range& range) {
  return {range.begin(), range.end()};
}

}  // namespace samples
