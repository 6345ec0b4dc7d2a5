#include "text/hash_name.hpp"

#include "failure.hpp"

namespace cce::cli {
namespace {

constexpr HashName hash_names[] = {
    {CCE_SHA224, "sha224", "SHA-224", "SHA224", "SHA224"},
    {CCE_SHA256, "sha256", "SHA-256", "SHA256", "SHA256"},
    {CCE_SHA384, "sha384", "SHA-384", "SHA384", "SHA384"},
    {CCE_SHA512, "sha512", "SHA-512", "SHA512", "SHA512"},
    {CCE_SHA512_256, "sha512-256", "SHA-512/256", "SHA512/256", "SHA512t256"},
};

// "SHA2-512/256" becomes "sha512-256".
std::string normalised(std::string_view text) {
  std::string name;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      name += static_cast<char>(c - 'A' + 'a');
    } else {
      name += c == '/' ? '-' : c;
    }
  }
  for (const std::string_view prefix : {"sha2-", "sha-"})
    if (name.starts_with(prefix)) return "sha" + name.substr(prefix.size());
  return name;
}

}  // namespace

const HashName& parse_hash_name(std::string_view text) {
  const std::string name = normalised(text);
  for (const HashName& known : hash_names)
    if (known.name == name) return known;
  throw UsageError(printable(text) + ": not an algorithm; known are " + hash_name_list());
}

std::string hash_name_list() {
  std::string list;
  for (const HashName& known : hash_names) list.append(list.empty() ? "" : ", ").append(known.name);
  return list;
}

}  // namespace cce::cli
