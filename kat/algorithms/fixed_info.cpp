#include "fixed_info.hpp"

namespace cce::kat {
namespace {

void append(Bytes& info, const Bytes& part) { info.insert(info.end(), part.begin(), part.end()); }

// Some files say it once in the group's configuration, some in each case.
std::string_view configured(const TestVector& vector, const std::string& name, const std::string& name_in_case) {
  const Field* const own = vector.own.fields.find("kdfParameter." + name_in_case);
  return own != nullptr ? own->value : vector.need("kdfConfiguration." + name).value;
}

void append_party(Bytes& info, const TestVector& vector, const std::string& party) {
  append(info, vector.bytes(party + ".partyId"));
  if (vector.has(party + ".ephemeralData")) append(info, vector.bytes(party + ".ephemeralData"));
}

void append_part(Bytes& info, const TestVector& vector, std::string_view part) {
  constexpr std::string_view literal = "literal[";
  if (part == "uPartyInfo") return append_party(info, vector, "fixedInfoPartyU");
  if (part == "vPartyInfo") return append_party(info, vector, "fixedInfoPartyV");
  if (part == "l") {
    const std::uint64_t bits = vector.number("kdfParameter.l");
    for (int shift = 24; shift >= 0; shift -= 8) info.push_back(static_cast<std::uint8_t>(bits >> shift));
    return;
  }
  for (const std::string_view named : {"context", "algorithmId", "label", "t"})
    if (part == named) return append(info, vector.bytes("kdfParameter." + std::string(named)));
  if (part.starts_with(literal) && part.ends_with(']')) {
    const auto bytes = from_hex(part.substr(literal.size(), part.size() - literal.size() - 1));
    if (bytes.has_value()) return append(info, *bytes);
  }
  throw Skipped{"fixedInfoPattern has " + std::string(part) + ", which is not known"};
}

}  // namespace

Bytes fixed_info(const TestVector& vector) {
  const std::string_view encoding = configured(vector, "fixedInfoEncoding", "fixedInputEncoding");
  if (encoding != "concatenation") throw Skipped{"fixedInfoEncoding " + std::string(encoding) + " is not known"};
  Bytes info;
  std::string_view pattern = configured(vector, "fixedInfoPattern", "fixedInfoPattern");
  for (;;) {
    const auto end = pattern.find("||");
    append_part(info, vector, trimmed(pattern.substr(0, end)));
    if (end == std::string_view::npos) return info;
    pattern.remove_prefix(end + 2);
  }
}

}  // namespace cce::kat
