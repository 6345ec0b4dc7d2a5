// The format of a sealed file: Tink's streaming AEAD AES256_GCM_HKDF_1MB, byte for byte as docs/sealed-files.md has it.
//
//   file    = header || segment 0 || segment 1 || ... || segment n-1
//   header  = 40 || salt (32 bytes) || nonce prefix (7 bytes)
//   K       = HKDF-SHA-256(key, salt, info = associated data), 32 bytes
//   segment = AES-256-GCM(K, nonce prefix || its number, 4 bytes big-endian || 1 for the last segment, else 0)
//
// Header and segment 0 take 1 MiB together, every other segment takes 1 MiB, the last one what it needs.
#pragma once

#include <cce/cce.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace cce::cli::sealed {

constexpr size_t segment_size = 1024 * 1024;
constexpr size_t key_size = CCE_GCM_KEY_SIZE;
constexpr size_t tag_size = CCE_GCM_TAG_SIZE;
constexpr size_t salt_size = 32;
constexpr size_t prefix_size = 7;
constexpr size_t header_size = 1 + salt_size + prefix_size;
static_assert(header_size == 40);
static_assert(prefix_size + 4 + 1 == CCE_GCM_IV_SIZE);

using Header = std::array<uint8_t, header_size>;

// The segment number has 32 bits.
constexpr uint64_t most_segments = uint64_t{1} << 32;
constexpr uint64_t longest_plaintext = most_segments * (segment_size - tag_size) - header_size;
constexpr uint64_t longest_file = most_segments * segment_size;
// Of an empty plaintext: the header and one tag.
constexpr size_t shortest_file = header_size + tag_size;

// Bytes that come before a segment within its own MiB of the file.
constexpr size_t before_segment(uint64_t number) { return number == 0 ? header_size : 0; }

}  // namespace cce::cli::sealed
