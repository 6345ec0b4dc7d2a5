#include "hashing.hpp"

#include "io/input.hpp"
#include "module.hpp"

namespace cce::cli {
namespace {

// An HMAC context holds key material, and a failure may come between init and final.
struct HmacContext {
  HmacContext() = default;
  HmacContext(const HmacContext&) = delete;
  HmacContext& operator=(const HmacContext&) = delete;
  ~HmacContext() { explicit_bzero(&context, sizeof context); }
  cce_hmac_ctx context;
};

}  // namespace

Digest digest_of_file(const HashName& hash, const std::string& name, Progress& progress) {
  cce_digest_ctx context;
  require(cce_digest_init(&context, hash.hash), hash.title);
  stream(name, progress, [&](std::span<const uint8_t> piece) {
    require(cce_digest_update(&context, piece.data(), piece.size()), hash.title);
  });
  Digest digest{};
  digest.size = cce_digest_size(hash.hash);
  digest.approved = require(cce_digest_final(&context, digest.bytes.data()), hash.title);
  return digest;
}

Digest hmac_of_file(const HashName& hash, const SecretBytes& key, const std::string& name, Progress& progress) {
  const std::string title = "HMAC-" + std::string(hash.title);
  HmacContext hmac;
  require(cce_hmac_init(&hmac.context, hash.hash, key.data(), key.size()), title);
  stream(name, progress, [&](std::span<const uint8_t> piece) {
    require(cce_hmac_update(&hmac.context, piece.data(), piece.size()), title);
  });
  Digest mac{};
  mac.size = cce_digest_size(hash.hash);
  mac.approved = require(cce_hmac_final(&hmac.context, mac.bytes.data()), title);
  return mac;
}

bool equal_ct(std::span<const uint8_t> a, std::span<const uint8_t> b) {
  if (a.size() != b.size()) return false;
  // volatile: the compiler may not leave the loop at the first difference.
  volatile uint8_t difference = 0;
  for (size_t i = 0; i < a.size(); ++i) difference = static_cast<uint8_t>(difference | (a[i] ^ b[i]));
  return difference == 0;
}

}  // namespace cce::cli
