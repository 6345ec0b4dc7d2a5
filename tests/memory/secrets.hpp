// The secrets that the searcher looks for, as windows of eight bytes in every form in which a kernel may hold them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace memory_scan {

using Octets = std::vector<uint8_t>;

class Secrets {
 public:
  // Eight bytes in a row from every fourth one on: as they are, and with their 32-bit words or all of them turned round,
  // since big-endian words are loaded so; and with the two words exchanged. Windows of few values are left out: zeros and
  // the like are everywhere.
  void add(const std::string& name, std::span<const uint8_t> bytes);
  template <class T>
  void add_object(const std::string& name, const T& object) {
    add(name, {reinterpret_cast<const uint8_t*>(&object), sizeof object});
  }

  // The first secret in these bytes, as text, or "".
  std::string find_in(std::span<const uint8_t> bytes) const;
  size_t count() const { return windows_.size(); }

 private:
  void add_window(uint64_t window, const std::string& what);

  static constexpr unsigned filter_bits = 20;
  static size_t place_in_filter(uint64_t window) { return window * 0x9e3779b97f4a7c15 >> (64 - filter_bits); }

  std::unordered_map<uint64_t, std::string> windows_;
  std::vector<bool> filter_ = std::vector<bool>(size_t{1} << filter_bits);
};

// The secrets of a key for GCM: itself, its round keys as AES and as its bitsliced form have them, H.
void add_gcm_key(Secrets& secrets, std::span<const uint8_t, 32> key);
// A message of a hash: itself, and of each whole block of it the schedule, with and without the round constants, and the
// chaining value after it, from `chain` on when it is not empty. hash: a cce_hash from 0.
void add_hashed(Secrets& secrets, unsigned hash, std::span<const uint8_t> message, bool is_behind_hmac_key,
                std::span<const uint8_t> hmac_key = {});
// A key of HMAC: itself, its two padded blocks with what a hash makes of them, and the chaining values.
void add_hmac_key(Secrets& secrets, unsigned hash, std::span<const uint8_t> key);
// A shared secret; and of the messages that X9.63 makes of it and of the information for 200 bytes, the same as of a hash's.
void add_derived(Secrets& secrets, unsigned hash, std::span<const uint8_t> z, std::span<const uint8_t> info);

// A private key of a curve: d, n - d, its inverse, and these as arithmetic mod n has them. curve: a cce_curve from 0.
void add_private_key(Secrets& secrets, unsigned curve, std::span<const uint8_t, 66> d);
// The nonce k of the deterministic signature with SHA-256, in the same forms.
void add_signed(Secrets& secrets, unsigned curve, std::span<const uint8_t, 66> d, std::span<const uint8_t> message);
// What ECDH gives of the key and its own public key.
void add_shared_secret(Secrets& secrets, unsigned curve, std::span<const uint8_t, 66> d);

}  // namespace memory_scan
