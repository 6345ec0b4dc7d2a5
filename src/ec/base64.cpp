#include "ec/base64.hpp"

#include <array>

#include "base/secret.hpp"

namespace cce::ec::base64 {
namespace {

// The alphabet in its five runs: a run's characters are one after the other, and so are their values.
struct Run {
  uint8_t first_character, last_character, first_value;
};
constexpr std::array<Run, 5> runs = {{{'A', 'Z', 0}, {'a', 'z', 26}, {'0', '9', 52}, {'+', '+', 62}, {'/', '/', 63}}};

// All ones when low <= x <= high, else zero; for numbers below 2^31.
uint32_t within(uint32_t x, uint32_t low, uint32_t high) {
  return ct::value_barrier((((x - low) | (high - x)) >> 31) - 1);
}

char character_of(uint32_t value) {
  uint32_t c = 0;
  for (const Run& run : runs) {
    const uint32_t last_value = run.first_value + uint32_t{run.last_character} - run.first_character;
    c |= within(value, run.first_value, last_value) & (value - run.first_value + run.first_character);
  }
  return static_cast<char>(c);
}

}  // namespace

char encode_at(Bytes bytes, size_t place) {
  const size_t group = place / 4 * 3, left = bytes.size() - group;
  if (place % 4 > left) return '=';
  uint32_t bits = 0;
  for (size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < left ? bytes[group + i] : 0u);
  return character_of(bits >> (18 - 6 * (place % 4)) & 63);
}

Decoder::~Decoder() { wipe(&bits_, sizeof bits_); }

void Decoder::put_byte(uint32_t byte) {
  if (size_ < out_.size())
    out_[size_++] = static_cast<uint8_t>(byte);
  else
    is_misplaced_ = true;
}

void Decoder::put(uint8_t character) {
  uint32_t value = 0, found = 0;
  for (const Run& run : runs) {
    const uint32_t mask = within(character, run.first_character, run.last_character);
    value |= mask & (0u + character - run.first_character + run.first_value);
    found |= mask;
  }
  is_wrong_ |= ~found;
  if (padding_ != 0) is_misplaced_ = true;
  bits_ = bits_ << 6 | value;
  ++characters_;
  // Each character but a group's first completes a byte.
  const size_t place = characters_ % 4;
  if (place != 1) put_byte(bits_ >> (place == 2 ? 4 : place == 3 ? 2 : 0));
}

bool Decoder::finish() {
  const size_t place = characters_ % 4;
  const bool is_whole = (characters_ + padding_) % 4 == 0 && padding_ <= 2 && place != 1 && !is_misplaced_;
  // The bits of the last character that belong to no byte are zero.
  const uint32_t unused = place == 2 ? 15 : place == 3 ? 3 : 0;
  // Whether it is base64 at all is what the caller is told.
  return is_whole && declassify(ct::Choice::is_zero(is_wrong_ | (bits_ & unused)));
}

}  // namespace cce::ec::base64
