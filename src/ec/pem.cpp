#include "ec/pem.hpp"

#include <algorithm>

#include "base/ct.hpp"
#include "ec/base64.hpp"

namespace cce::ec::pem {
namespace {

constexpr std::string_view begin = "-----BEGIN ", end = "-----END ", dashes = "-----";
constexpr size_t line_length = 64;

// Where lines end and where the base64 begins and ends is public: none of these characters is one of the alphabet's.
bool is(uint8_t character, char what) {
  return declassify(ct::Choice::is_zero(character ^ static_cast<uint8_t>(what)));
}

// Takes a line off the text, without what ends it.
Bytes take_line(Bytes& text) {
  size_t n = 0;
  while (n < text.size() && !is(text[n], '\n')) ++n;
  Bytes line = text.first(n);
  text = text.subspan(std::min(n + 1, text.size()));
  if (!line.empty() && is(line.back(), '\r')) line = line.first(line.size() - 1);
  return line;
}

bool starts_with(std::string_view text, std::string_view what) {
  return text.size() >= what.size() && std::equal(what.begin(), what.end(), text.begin());
}

// The label of "-----BEGIN label-----" (or END); empty when the line is something else.
std::string_view label_in(Bytes line, std::string_view what) {
  if (line.empty() || !is(line[0], '-')) return {};
  ct::declassify(line);
  const std::string_view text(reinterpret_cast<const char*>(line.data()), line.size());
  if (text.size() <= what.size() + dashes.size() || !starts_with(text, what)) return {};
  const std::string_view label(text.data() + what.size(), text.size() - what.size() - dashes.size());
  return std::equal(dashes.begin(), dashes.end(), label.end()) ? label : std::string_view();
}

// RFC 1421 section 4.6: a block with a header ("Proc-Type: 4,ENCRYPTED").
bool is_header(Bytes line) {
  return std::any_of(line.begin(), line.end(), [](uint8_t c) { return is(c, ':'); });
}

// One line of base64.
void put_line(Bytes line, base64::Decoder& decoder) {
  for (const uint8_t c : line) {
    if (is(c, '='))
      decoder.put_padding();
    else
      decoder.put(c);
  }
}

// What lies between the line that begins a block and the one that ends it.
Status read_body(Bytes& text, std::string_view label, MutableBytes der, size_t& der_size) {
  base64::Decoder decoder(der);
  for (bool is_first = true; !text.empty(); is_first = false) {
    const Bytes line = take_line(text);
    if (is_first && is_header(line)) return Status::unsupported;
    if (line.empty()) return Status::key;
    if (is(line[0], '-')) {
      if (label_in(line, end) != label || !decoder.finish()) return Status::key;
      der_size = decoder.size();
      return Status::ok;
    }
    put_line(line, decoder);
  }
  return Status::key;
}

Status skip_body(Bytes& text, std::string_view label) {
  while (!text.empty())
    if (label_in(take_line(text), end) == label) return Status::ok;
  return Status::key;
}

}  // namespace

Status read(Bytes text, std::span<const std::string_view> labels, MutableBytes der, size_t& der_size) {
  bool is_found = false;
  while (!text.empty()) {
    const std::string_view label = label_in(take_line(text), begin);
    if (label.empty()) continue;
    Status s = Status::key;
    if (label == "EC PARAMETERS") {
      s = skip_body(text, label);
    } else if (std::find(labels.begin(), labels.end(), label) == labels.end()) {
      return Status::unsupported;
    } else if (!is_found) {
      s = read_body(text, label, der, der_size);
      is_found = true;
    }
    if (s != Status::ok) return s;
  }
  return is_found ? Status::ok : Status::key;
}

size_t text_size(std::string_view label, size_t der_size) {
  const size_t characters = base64::encoded_size(der_size), lines = (characters + line_length - 1) / line_length;
  return begin.size() + end.size() + 2 * (label.size() + dashes.size() + 1) + characters + lines;
}

void write(std::string_view label, Bytes der, MutableBytes text) {
  auto to = text.begin();
  const auto put = [&to](std::string_view part) { to = std::copy(part.begin(), part.end(), to); };
  for (const std::string_view part : {begin, label, dashes, std::string_view("\n")}) put(part);
  const size_t characters = base64::encoded_size(der.size());
  for (size_t i = 0; i < characters; ++i) {
    *to++ = static_cast<uint8_t>(base64::encode_at(der, i));
    if (i + 1 == characters || (i + 1) % line_length == 0) *to++ = '\n';
  }
  for (const std::string_view part : {end, label, dashes, std::string_view("\n")}) put(part);
}

}  // namespace cce::ec::pem
