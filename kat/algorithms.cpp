#include "algorithms.hpp"

namespace cce::kat {
namespace {

constexpr Algorithm algorithms[] = {
    {"SHA-2", sha2::claims, sha2::run},
    {"HMAC", hmac::claims, hmac::run},
    {"HKDF", hkdf::claims, hkdf::run},
    {"AES-GCM", gcm::claims, gcm::run},
    {"DRBG", drbg::claims, drbg::run},
    {"ECDSA", ecdsa::claims, ecdsa::run},
    {"ECDH", ecdh::claims, ecdh::run},
    {"X9.63 KDF", x963::claims, x963::run},
    {"EC keys", ec_key::claims, ec_key::run},
};

}  // namespace

const Algorithm* algorithm_for(const VectorFile& file) {
  for (const Algorithm& algorithm : algorithms)
    if (algorithm.claims(file)) return &algorithm;
  return nullptr;
}

std::string algorithm_names() {
  std::string names;
  for (const Algorithm& algorithm : algorithms) names.append(names.empty() ? "" : ", ").append(algorithm.name);
  return names;
}

}  // namespace cce::kat
