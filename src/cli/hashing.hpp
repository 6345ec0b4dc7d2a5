// The module's streaming services, as the commands use them: a file in, a digest or MAC out.
#pragma once

#include <cce/cce.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "io/progress.hpp"
#include "secret_bytes.hpp"
#include "text/hash_name.hpp"

namespace cce::cli {

struct Digest {
  std::array<uint8_t, CCE_MAX_DIGEST_SIZE> bytes;
  size_t size;
  bool approved;

  std::span<const uint8_t> span() const { return {bytes.data(), size}; }
};

// Both throw InputError for the file, and Failure when the module refuses.
Digest digest_of_file(const HashName& hash, const std::string& name, Progress& progress);
Digest hmac_of_file(const HashName& hash, const SecretBytes& key, const std::string& name, Progress& progress);

// Compares in time that depends on the lengths alone.
bool equal_ct(std::span<const uint8_t> a, std::span<const uint8_t> b);

}  // namespace cce::cli
