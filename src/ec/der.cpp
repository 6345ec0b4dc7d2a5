#include "ec/der.hpp"

#include <algorithm>
#include <cstring>

#include "base/ct.hpp"

namespace cce::ec::der {
namespace {

// The frame is public, whatever lies beside it (Reader says why).
uint8_t frame(Bytes der, size_t i) {
  ct::declassify(der.subspan(i, 1));
  return der[i];
}

// X.690 section 10.1: the length in as few bytes as it takes. False for anything else, the indefinite form included.
bool read_header(Bytes der, size_t& header, size_t& length) {
  if (der.size() < 2) return false;
  const uint8_t first = frame(der, 1);
  if (first < 0x80) {
    header = 2;
    length = first;
    return true;
  }
  const size_t bytes = first & 0x7f;
  if (bytes < 1 || bytes > 2 || der.size() < 2 + bytes) return false;
  header = 2 + bytes;
  length = 0;
  for (size_t i = 0; i < bytes; ++i) length = length << 8 | frame(der, 2 + i);
  return length >= (bytes == 1 ? 0x80u : 0x100u);
}

}  // namespace

bool is_same(Bytes a, Bytes b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

bool Reader::is_next(Tag tag) const { return !rest_.empty() && frame(rest_, 0) == tag; }

bool Reader::take(Tag tag, Bytes& contents) {
  size_t header = 0, length = 0;
  if (!is_next(tag) || !read_header(rest_, header, length) || length > rest_.size() - header) return false;
  contents = rest_.subspan(header, length);
  rest_ = rest_.subspan(header + length);
  return true;
}

bool Reader::take_exactly(Tag tag, Bytes expected) {
  Bytes contents;
  if (!take(tag, contents)) return false;
  ct::declassify(contents);
  return is_same(contents, expected);
}

bool Reader::take_bits(Tag tag, Bytes& bytes) {
  Bytes contents;
  // X.690 section 8.6.2: the first byte says how many bits of the last one are unused.
  if (!take(tag, contents) || contents.empty() || frame(contents, 0) != 0) return false;
  bytes = contents.subspan(1);
  ct::declassify(bytes);
  return true;
}

void Writer::put(Bytes contents) {
  begin_ -= contents.size();
  // Byte by byte: copying by vectors would leave a private key in their registers.
  for (size_t i = 0; i < contents.size(); ++i) room_[begin_ + i] = ct::value_barrier(contents[i]);
}

void Writer::close(Tag tag, size_t mark) {
  const size_t length = written() - mark;
  put(static_cast<uint8_t>(length));
  if (length >= 0x100) put(static_cast<uint8_t>(length >> 8));
  if (length >= 0x80) put(static_cast<uint8_t>(length >= 0x100 ? 0x82 : 0x81));
  put(tag);
}

// X.690 section 8.3.2: no leading byte that the sign does not ask for.
void Writer::put_integer(Bytes number) {
  const size_t mark = written();
  while (number.size() > 1 && number[0] == 0) number = number.subspan(1);
  put(number);
  if ((number[0] & 0x80) != 0) put(uint8_t{0});
  close(integer, mark);
}

}  // namespace cce::ec::der
