// A generator with the entropy of a file. The C ABI has no way to put entropy in, and must not have one: this runs on the
// object files that libcce.so is made of, linked into cce-kat.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "../hex.hpp"

namespace cce::kat::drbg {

enum class Kind { ctr_aes256, hmac_sha256, hmac_sha384, hmac_sha512 };

// Throws Skipped for a hash with which HMAC_DRBG is not offered.
Kind hmac_kind(std::string_view hash);

// Its functions throw Skipped for what the module refuses by design (entropy of less than 256 bits, requests of more than
// 2^19 bits) and Mismatch for any other refusal.
class Generator {
 public:
  // expected: what the last request must answer; every request is as long.
  Generator(Kind kind, Bytes expected);
  ~Generator();
  Generator(const Generator&) = delete;
  Generator& operator=(const Generator&) = delete;

  void instantiate(const Bytes& entropy, const Bytes& nonce, const Bytes& personalization);
  void reseed(const Bytes& entropy, const Bytes& additional);
  void generate(const Bytes& additional);
  // With prediction resistance: a reseed with the additional input, then a request without (section 9.3.1, step 7).
  void generate_resistant(const Bytes& entropy, const Bytes& additional);

  bool has_generated() const { return has_generated_; }
  void expect_last() const;

 private:
  struct States;
  const Kind kind_;
  const Bytes expected_;
  Bytes last_;
  bool has_generated_ = false;
  const std::unique_ptr<States> states_;
};

}  // namespace cce::kat::drbg
