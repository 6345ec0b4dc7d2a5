// DER (X.690 (2021) sections 8 and 10), as much as keys and signatures need: one-byte tags, definite lengths below 2^16.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"

namespace cce::ec::der {

enum Tag : uint8_t {
  integer = 0x02,
  bit_string = 0x03,
  octet_string = 0x04,
  object_identifier = 0x06,
  sequence = 0x30,
  context_0 = 0xa0,            // [0] constructed: explicit, or an implicit SET or SEQUENCE
  context_1 = 0xa1,            // [1] constructed
  context_1_primitive = 0x81,  // [1] implicit, of a string
};

// Reads one element after the other, and only what DER allows. The frame, tags and lengths that is, is public, also where
// the contents are a secret: a private key's file looks the same for every key of a curve.
class Reader {
 public:
  explicit Reader(Bytes der) : rest_(der) {}

  bool is_at_end() const { return rest_.empty(); }
  // The next element has this tag.
  bool is_next(Tag tag) const;
  // Takes the next element, which must have this tag. False: there is none, or its length is not in the one form that DER
  // allows, or is longer than what is left. Nothing has been taken then.
  [[nodiscard]] bool take(Tag tag, Bytes& contents);
  // Takes the next element, whose contents must be these. They are public.
  [[nodiscard]] bool take_exactly(Tag tag, Bytes contents);
  // Takes a BIT STRING of whole bytes, under this tag. They are public.
  [[nodiscard]] bool take_bits(Tag tag, Bytes& bytes);

 private:
  Bytes rest_;
};

// Public bytes are equal; lengths may differ.
bool is_same(Bytes a, Bytes b);

// Writes from the end to the front, so that each length is known when its turn comes.
class Writer {
 public:
  // room is large enough for all that will be written.
  explicit Writer(MutableBytes room) : room_(room), begin_(room.size()) {}

  void put(Bytes contents);
  void put(uint8_t byte) { put(Bytes(&byte, 1)); }
  // The header of an element whose contents are what was written since written() was `mark`.
  void close(Tag tag, size_t mark = 0);
  // A non-negative INTEGER, of big-endian bytes that are public.
  void put_integer(Bytes number);

  size_t written() const { return room_.size() - begin_; }
  Bytes result() const { return room_.subspan(begin_); }

 private:
  MutableBytes room_;
  size_t begin_;
};

}  // namespace cce::ec::der
