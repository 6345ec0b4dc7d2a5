// The cipher of one sealed file: its own key, derived from the user's key and the salt in the header, and the nonces.
#pragma once

#include <cce/cce.h>

#include <cstdint>
#include <memory>
#include <span>

#include "sealed/format.hpp"
#include "secret_bytes.hpp"

namespace cce::cli::sealed {

// A header with a salt and a nonce prefix from the module's generator. Throws Failure.
Header make_header();

// Threads may share one.
class SegmentCipher {
 public:
  // Throws Failure when the module refuses.
  SegmentCipher(const SecretBytes& key, const Header& header, std::span<const uint8_t> associated_data);

  // In place: size bytes of plaintext at data; 16 bytes more are written behind. Throws Failure.
  void seal(uint64_t number, bool last, uint8_t* data, size_t size) const;
  // In place: size bytes of a segment at data, size >= 16; leaves size - 16 bytes of plaintext. False when it does not
  // verify, and then the plaintext is all zeros. Throws Failure.
  [[nodiscard]] bool open(uint64_t number, bool last, uint8_t* data, size_t size) const;

 private:
  struct Free {
    void operator()(cce_gcm_key* key) const { cce_gcm_key_free(key); }
  };
  using Nonce = std::array<uint8_t, CCE_GCM_IV_SIZE>;
  // number < most_segments
  Nonce nonce(uint64_t number, bool last) const;

  std::array<uint8_t, prefix_size> prefix_;
  std::unique_ptr<cce_gcm_key, Free> key_;
};

}  // namespace cce::cli::sealed
