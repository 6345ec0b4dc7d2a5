// HMAC-SHA-256 of several keys in step, each over a text of its own: texts much too short for mac_each, which finishes them one
// by one, take a fraction of their time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "hmac/hmac.hpp"

namespace cce::hmac {

// How many blocks SHA-256 makes of a text that follows the block of a key.
constexpr size_t text_blocks(size_t size) { return (size + 1 + 8 + 63) / 64; }
// Ends a text in such blocks.
void end_text(uint8_t* text, size_t size);

// The keys, and the last MACs. Holds secrets. What is of a lane at or above `count` is not looked at.
struct InStep {
  static constexpr size_t max = 8, mac_size = 32;
  using Chain = std::array<uint32_t, 8>;

  size_t count;
  Chain inner[max], outer[max];
  // Each a MAC, with the end of a text that is no more than that. Such a block is what the outer hash takes, too.
  std::array<uint8_t, 64> blocks[max];

  // For n <= max keys, all of them `key` at first. No MACs yet.
  void init(size_t n, const Key& key);
  // The MACs become the keys, and are no longer there: their places may be filled with other texts of their size.
  void take_keys();
  // The MACs of texts of n blocks, their ends included, the first at `first`, the others `distance` apart.
  void mac(const uint8_t* first, size_t distance, size_t n);
  // Those of what has the places of the MACs.
  void mac_again() { mac(blocks[0].data(), sizeof blocks[0], 1); }

 private:
  Chain H_[max];

  void compress(Chain* H, const uint8_t* first, size_t distance, size_t n) const;
  void digest(const Chain* H, const uint8_t* first, size_t distance, size_t n);
  void store(uint8_t pad);
};

}  // namespace cce::hmac
