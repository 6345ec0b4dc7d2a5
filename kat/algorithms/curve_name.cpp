#include "curve_name.hpp"

#include <algorithm>
#include <string>

namespace cce::kat {
namespace {

struct Name {
  const char* name;
  cce_curve curve;
};

constexpr Name names[] = {
    {"P-256", CCE_P256},     {"P-384", CCE_P384},     {"P-521", CCE_P521},      {"secp256r1", CCE_P256},
    {"secp384r1", CCE_P384}, {"secp521r1", CCE_P521}, {"prime256v1", CCE_P256},
};

}  // namespace

std::optional<cce_curve> curve_named(std::string_view name) {
  for (const auto& [known, curve] : names)
    if (name == known) return curve;
  return std::nullopt;
}

cce_curve need_curve(std::string_view name) {
  const auto curve = curve_named(name);
  if (!curve.has_value()) throw Skipped{std::string(name) + " is not a curve of this module"};
  return *curve;
}

std::size_t field_size(cce_curve curve) { return curve == CCE_P256 ? 32 : curve == CCE_P384 ? 48 : 66; }

Bytes integer_of(const Field& field) {
  if (field.value.empty()) throw Malformed{field.place, field.key + " is empty where there must be a number"};
  Field even = field;
  if (even.value.size() % 2 != 0 && even.value != "?") even.value.insert(even.value.begin(), '0');
  const Bytes bytes = bytes_of(even);
  return Bytes(std::find_if(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b != 0; }), bytes.end());
}

Bytes padded(const Bytes& integer, std::size_t size) {
  Bytes number(std::max(size, integer.size()) - integer.size());
  number.insert(number.end(), integer.begin(), integer.end());
  return number;
}

Bytes number_of_size(const TestVector& vector, std::string_view key, std::size_t size) {
  const Field& field = vector.need(key);
  Bytes number = padded(integer_of(field), size);
  if (number.size() != size)
    vector.malformed(field,
                     field.key + " has " + std::to_string(number.size()) + " bytes, more than a number of its curve");
  return number;
}

}  // namespace cce::kat
