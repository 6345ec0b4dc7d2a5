// The hash functions by the names that people give them.
#pragma once

#include <cce/cce.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace cce::cli {

struct HashName {
  cce_hash hash;
  std::string_view name;     // as an argument: "sha512-256"
  std::string_view title;    // for people: "SHA-512/256"
  std::string_view tag;      // in a line "TAG (file) = digest": GNU's sha*sum, and shasum for SHA512/256
  std::string_view tag_bsd;  // the same as FreeBSD's tools write it; equal to tag but for SHA-512/256
};

// Any of sha256, SHA-256, sha2-256 and so on. Throws UsageError, which lists the names.
const HashName& parse_hash_name(std::string_view text);

// For help texts: "sha224, sha256, ...".
std::string hash_name_list();

}  // namespace cce::cli
