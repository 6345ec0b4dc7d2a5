// Keys of the curves for tests of the C ABI.
#pragma once

#include <cce/cce.h>

#include <string>
#include <vector>

#include "support/catch.hpp"

namespace ec_handles {

using Buffer = std::vector<uint8_t>;

constexpr cce_curve curves[] = {CCE_P256, CCE_P384, CCE_P521};
constexpr cce_hash hashes[] = {CCE_SHA224, CCE_SHA256, CCE_SHA384, CCE_SHA512, CCE_SHA512_256};
constexpr cce_sig_format formats[] = {CCE_SIG_RAW, CCE_SIG_DER};

inline size_t field_size(cce_curve c) { return c == CCE_P256 ? 32 : c == CCE_P384 ? 48 : 66; }

struct Public {
  cce_ec_public* key = nullptr;
  Public() = default;
  Public(Public&& other) noexcept : key(other.key) { other.key = nullptr; }
  ~Public() { cce_ec_public_free(key); }
  operator const cce_ec_public*() const { return key; }
};

struct Key {
  cce_ec_key* key = nullptr;
  explicit Key(cce_curve c) { REQUIRE(cce_ec_key_generate(c, &key) == CCE_OK); }
  Key() = default;
  Key(Key&& other) noexcept : key(other.key) { other.key = nullptr; }
  ~Key() { cce_ec_key_free(key); }
  operator const cce_ec_key*() const { return key; }

  Public pub() const {
    Public p;
    REQUIRE(cce_ec_key_public(key, &p.key) == CCE_OK);
    return p;
  }
};

// Asks for the size, and then for the bytes: service(out, &len).
template <class Service>
Buffer sized(Service service) {
  size_t size = 0;
  REQUIRE(service(nullptr, &size) == CCE_ERR_BUFFER);
  Buffer out(size);
  REQUIRE(service(out.data(), &size) == CCE_OK);
  REQUIRE(size <= out.size());
  out.resize(size);
  return out;
}

inline Buffer scalar(const cce_ec_key* key) {
  return sized([&](void* out, size_t* n) { return cce_ec_key_export(key, out, n); });
}
inline Buffer point(const cce_ec_public* key, int compressed) {
  return sized([&](void* out, size_t* n) { return cce_ec_public_export(key, compressed, out, n); });
}
inline Buffer der(const cce_ec_key* key) {
  return sized([&](void* out, size_t* n) { return cce_ec_key_export_der(key, out, n); });
}
inline Buffer der(const cce_ec_public* key) {
  return sized([&](void* out, size_t* n) { return cce_ec_public_export_der(key, out, n); });
}
inline Buffer pem(const cce_ec_key* key) {
  return sized([&](void* out, size_t* n) { return cce_ec_key_export_pem(key, out, n); });
}
inline Buffer pem(const cce_ec_public* key) {
  return sized([&](void* out, size_t* n) { return cce_ec_public_export_pem(key, out, n); });
}
inline Buffer sign(const cce_ec_key* key, cce_hash hash, const Buffer& msg, cce_sig_format format) {
  return sized([&](void* out, size_t* n) { return cce_ecdsa_sign(key, hash, msg.data(), msg.size(), format, out, n); });
}
inline cce_result verify(const cce_ec_public* key, cce_hash hash, const Buffer& msg, cce_sig_format format,
                         const Buffer& sig) {
  return cce_ecdsa_verify(key, hash, msg.data(), msg.size(), format, sig.data(), sig.size());
}

}  // namespace ec_handles
