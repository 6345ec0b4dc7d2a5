#include "sealed/segment_cipher.hpp"

#include <algorithm>

#include "module.hpp"

namespace cce::cli::sealed {

Header make_header() {
  Header header;
  header[0] = header_size;
  require(cce_random(header.data() + 1, header_size - 1), "random");
  return header;
}

SegmentCipher::SegmentCipher(const SecretBytes& key, const Header& header, std::span<const uint8_t> associated_data) {
  const uint8_t* const salt = header.data() + 1;
  std::copy_n(salt + salt_size, prefix_size, prefix_.begin());
  SecretBytes derived(key_size);
  require(cce_hkdf(CCE_SHA256, salt, salt_size, key.data(), key.size(), associated_data.data(), associated_data.size(),
                   derived.data(), derived.size()),
          "HKDF-SHA-256");
  cce_gcm_key* handle = nullptr;
  require(cce_gcm_key_import(derived.data(), derived.size(), &handle), "AES-256-GCM");
  key_.reset(handle);
}

SegmentCipher::Nonce SegmentCipher::nonce(uint64_t number, bool last) const {
  Nonce nonce;
  std::copy(prefix_.begin(), prefix_.end(), nonce.begin());
  for (size_t i = 0; i < 4; ++i) nonce[prefix_size + i] = static_cast<uint8_t>(number >> (24 - 8 * i));
  nonce[prefix_size + 4] = last ? 1 : 0;
  return nonce;
}

// The format prescribes the nonces, so the module answers that this is not an approved service. No nonce repeats under a
// key: the numbers differ within a file, and every file has a key of its own, from a salt of 256 random bits.
void SegmentCipher::seal(uint64_t number, bool last, uint8_t* data, size_t size) const {
  const Nonce iv = nonce(number, last);
  require(cce_gcm_seal_with_iv(key_.get(), iv.data(), iv.size(), nullptr, 0, data, size, data, data + size, tag_size),
          "AES-256-GCM");
}

bool SegmentCipher::open(uint64_t number, bool last, uint8_t* data, size_t size) const {
  const Nonce iv = nonce(number, last);
  const size_t length = size - tag_size;
  const cce_result result =
      cce_gcm_open(key_.get(), iv.data(), iv.size(), nullptr, 0, data, length, data + length, tag_size, data);
  if (result == CCE_ERR_AUTH) return false;
  require(result, "AES-256-GCM");
  return true;
}

}  // namespace cce::cli::sealed
