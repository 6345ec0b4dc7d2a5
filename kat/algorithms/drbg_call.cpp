#include "drbg_call.hpp"

#include "../test_vector.hpp"
#include "aes/block.hpp"
#include "drbg/ctr_drbg.hpp"
#include "drbg/hmac_drbg.hpp"
#include "hash_name.hpp"
#include "sha2/sha2.hpp"

namespace cce::kat::drbg {
namespace {

// As the module does at its power-up.
void select_implementations() {
  static const bool is_done = [] {
    const cpu::Features have = cpu::detect();
    sha2::select(have);
    aes::select(have);
    return true;
  }();
  static_cast<void>(is_done);
}

sha2::Hash hash_of(Kind kind) {
  if (kind == Kind::hmac_sha256) return sha2::Hash::sha256;
  return kind == Kind::hmac_sha384 ? sha2::Hash::sha384 : sha2::Hash::sha512;
}

void expect_done(const char* function, Status status) {
  if (status == Status::ok) return;
  throw Mismatch{std::string("result of ") + function, "done", "refused"};
}

void check_entropy(const Bytes& entropy) {
  if (entropy.size() < cce::drbg::min_entropy_input)
    throw Skipped{"the entropy input has less than the 256 bits that the module asks for"};
}

}  // namespace

struct Generator::States {
  ctr_drbg::State ctr;
  hmac_drbg::State hmac;
};

Kind hmac_kind(std::string_view hash) {
  const auto known = hash_named(hash);
  if (known == CCE_SHA256) return Kind::hmac_sha256;
  if (known == CCE_SHA384) return Kind::hmac_sha384;
  if (known == CCE_SHA512) return Kind::hmac_sha512;
  throw Skipped{std::string(hash) + ": HMAC_DRBG is offered with SHA-256, SHA-384 and SHA-512 only"};
}

Generator::Generator(Kind kind, Bytes expected)
    : kind_(kind), expected_(std::move(expected)), last_(expected_.size()), states_(std::make_unique<States>()) {
  select_implementations();
  if (expected_.size() > cce::drbg::max_request)
    throw Skipped{"a request is longer than the 2^19 bits of the standard"};
}

Generator::~Generator() = default;

void Generator::instantiate(const Bytes& entropy, const Bytes& nonce, const Bytes& personalization) {
  check_entropy(entropy);
  if (nonce.size() < cce::drbg::min_nonce)
    throw Skipped{"the nonce has less than the 128 bits that the module asks for"};
  expect_done("instantiate",
              kind_ == Kind::ctr_aes256
                  ? ctr_drbg::instantiate(states_->ctr, entropy, nonce, personalization)
                  : hmac_drbg::instantiate(states_->hmac, hash_of(kind_), entropy, nonce, personalization));
}

void Generator::reseed(const Bytes& entropy, const Bytes& additional) {
  check_entropy(entropy);
  expect_done("reseed", kind_ == Kind::ctr_aes256 ? ctr_drbg::reseed(states_->ctr, entropy, additional)
                                                  : hmac_drbg::reseed(states_->hmac, entropy, additional));
}

void Generator::generate(const Bytes& additional) {
  expect_done("generate", kind_ == Kind::ctr_aes256 ? ctr_drbg::generate(states_->ctr, additional, last_)
                                                    : hmac_drbg::generate(states_->hmac, additional, last_));
  has_generated_ = true;
}

void Generator::generate_resistant(const Bytes& entropy, const Bytes& additional) {
  reseed(entropy, additional);
  generate({});
}

void Generator::expect_last() const { expect_equal("ReturnedBits", expected_, last_); }

}  // namespace cce::kat::drbg
