// Base64 (RFC 4648 section 4) without a table: the characters of a private key's file are as secret as the key.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/ct.hpp"

namespace cce::ec::base64 {

constexpr size_t encoded_size(size_t n) { return (n + 2) / 3 * 4; }

// The character at `place` of the encoding of the bytes, place < encoded_size(bytes.size()).
char encode_at(Bytes bytes, size_t place);

// Takes characters, and gives bytes. Strict: padding only where it belongs, and no bits behind the last byte (section 3.5).
class Decoder {
 public:
  explicit Decoder(MutableBytes out) : out_(out) {}
  Decoder(const Decoder&) = delete;
  ~Decoder();

  // A character that is not the padding.
  void put(uint8_t character);
  void put_padding() { ++padding_; }
  // True: all that was put is well-formed base64, and it fits. Time depends on how much was put only.
  [[nodiscard]] bool finish();

  size_t size() const { return size_; }

 private:
  void put_byte(uint32_t byte);

  MutableBytes out_;
  size_t size_ = 0, characters_ = 0, padding_ = 0;
  uint32_t bits_ = 0;          // of the group under way
  uint32_t is_wrong_ = 0;      // not zero once a character was none of the alphabet
  bool is_misplaced_ = false;  // something came after the padding, or there was no room
};

}  // namespace cce::ec::base64
