// A key of the curves as OpenSSL holds it: perhaps a curve alone, a public key, or a private key with its public key.
#pragma once

#include <array>
#include <atomic>
#include <span>
#include <string_view>

#include "provider/core.hpp"
#include "provider/params.hpp"

namespace cce::provider {

struct Curve {
  cce_curve id;
  const char* names;   // as OpenSSL knows it, its own name first
  const char* name;    // the first of them
  size_t field_size;   // bytes
  int bits;
  int security_bits;
  size_t signature_size;  // the longest, DER
  const char* digest;     // as long as the curve is strong
};

std::span<const Curve> curves();
const Curve* curve_named(std::string_view name);

// Counted references: contexts of operations keep the key while OpenSSL may let go of it.
struct EcKey {
  const Provider* provider;
  std::atomic<int> references{1};
  const Curve* curve = nullptr;
  cce_ec_key* private_key = nullptr;
  cce_ec_public* public_key = nullptr;

  ~EcKey() {
    cce_ec_key_free(private_key);
    cce_ec_public_free(public_key);
  }
};

inline EcKey* hold(EcKey* key) {
  if (key != nullptr) key->references.fetch_add(1, std::memory_order_relaxed);
  return key;
}
inline void let_go(EcKey* key) {
  if (key != nullptr && key->references.fetch_sub(1, std::memory_order_acq_rel) == 1) destroy(key);
}

// A reference that is held as long as the object lives.
class EcKeyReference {
 public:
  EcKeyReference() = default;
  EcKeyReference(const EcKeyReference& from) : key_(hold(from.key_)) {}
  EcKeyReference& operator=(const EcKeyReference&) = delete;
  ~EcKeyReference() { let_go(key_); }

  void set(EcKey* key) {
    hold(key);
    let_go(key_);
    key_ = key;
  }
  EcKey* operator->() const { return key_; }
  const EcKey& operator*() const { return *key_; }
  EcKey* get() const { return key_; }
  explicit operator bool() const { return key_ != nullptr; }

 private:
  EcKey* key_ = nullptr;
};

// An uncompressed point, 04 || x || y.
struct Point {
  std::array<uint8_t, CCE_MAX_POINT_SIZE> bytes;
  size_t size = 0;

  Bytes all() const { return {bytes.data(), size}; }
  Bytes x() const { return {bytes.data() + 1, size / 2}; }
  Bytes y() const { return {bytes.data() + 1 + size / 2, size / 2}; }
};
bool export_point(const EcKey& key, Point& point);
// Replaces the public key; the private one must not be there.
bool set_public_key(EcKey& key, Bytes point);

// A private key's number. Wiped when it goes.
struct Scalar {
  std::array<uint8_t, CCE_MAX_FIELD_SIZE> bytes;
  size_t size = 0;

  ~Scalar();
};
bool export_scalar(const EcKey& key, Scalar& scalar);
bool set_private_key(EcKey& key, Bytes scalar);

// The part of key management that is in a file of its own.
int import_key(void* key, int selection, const OSSL_PARAM* params);
int export_key(void* key, int selection, OSSL_CALLBACK* callback, void* argument);
const OSSL_PARAM* key_types(int selection);
int get_key_params(void* key, OSSL_PARAM* params);
const OSSL_PARAM* gettable_key_params(void* provider);
int set_key_params(void* key, const OSSL_PARAM* params);
const OSSL_PARAM* settable_key_params(void* provider);

void* begin_generation(void* provider, int selection, const OSSL_PARAM* params);
int set_generation_template(void* generation, void* key);
int set_generation_params(void* generation, const OSSL_PARAM* params);
const OSSL_PARAM* settable_generation_params(void* generation, void* provider);
void* generate_key(void* generation, OSSL_CALLBACK* callback, void* argument);
void end_generation(void* generation);

}  // namespace cce::provider
