// The mechanisms under one form, for tests that are the same for all of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "drbg/ctr_drbg.hpp"
#include "drbg/hmac_drbg.hpp"

namespace cce::drbg_test {

struct Mechanism {
  virtual ~Mechanism() = default;
  virtual Status instantiate(Bytes entropy, Bytes nonce, Bytes personalization) = 0;
  virtual Status reseed(Bytes entropy, Bytes additional) = 0;
  virtual Status generate(Bytes additional, MutableBytes out) = 0;
  virtual void uninstantiate() = 0;
  virtual uint64_t& reseed_counter() = 0;
  virtual Bytes state() const = 0;
};

struct Ctr : Mechanism {
  Status instantiate(Bytes e, Bytes n, Bytes p) override { return ctr_drbg::instantiate(s, e, n, p); }
  Status reseed(Bytes e, Bytes a) override { return ctr_drbg::reseed(s, e, a); }
  Status generate(Bytes a, MutableBytes out) override { return ctr_drbg::generate(s, a, out); }
  void uninstantiate() override { ctr_drbg::uninstantiate(s); }
  uint64_t& reseed_counter() override { return s.reseed_counter; }
  Bytes state() const override { return {reinterpret_cast<const uint8_t*>(&s), sizeof s}; }

  ctr_drbg::State s;
};

struct Hmac : Mechanism {
  explicit Hmac(sha2::Hash h) : hash(h) {}
  Status instantiate(Bytes e, Bytes n, Bytes p) override { return hmac_drbg::instantiate(s, hash, e, n, p); }
  Status reseed(Bytes e, Bytes a) override { return hmac_drbg::reseed(s, e, a); }
  Status generate(Bytes a, MutableBytes out) override { return hmac_drbg::generate(s, a, out); }
  void uninstantiate() override { hmac_drbg::uninstantiate(s); }
  uint64_t& reseed_counter() override { return s.reseed_counter; }
  Bytes state() const override { return {reinterpret_cast<const uint8_t*>(&s), sizeof s}; }

  sha2::Hash hash;
  hmac_drbg::State s;
};

inline const char* const names[] = {"ctr-aes256", "hmac-sha256", "hmac-sha384", "hmac-sha512"};

// Null for a name that is not one of them.
inline std::unique_ptr<Mechanism> make(const std::string& name) {
  if (name == names[0]) return std::make_unique<Ctr>();
  if (name == names[1]) return std::make_unique<Hmac>(sha2::Hash::sha256);
  if (name == names[2]) return std::make_unique<Hmac>(sha2::Hash::sha384);
  if (name == names[3]) return std::make_unique<Hmac>(sha2::Hash::sha512);
  return nullptr;
}

// n bytes that count up from `first`.
inline std::vector<uint8_t> counting(size_t n, uint8_t first = 0) {
  std::vector<uint8_t> bytes(n);
  for (uint8_t& b : bytes) b = first++;
  return bytes;
}

}  // namespace cce::drbg_test
