// A C++20 program that uses each family of services once, as an application would.
#include <cce/cce.hpp>
#include <cstdio>

#include "file_digest.hpp"

using cce::Hash;

namespace {

int fails(const char* what, cce::Result result) {
  std::fprintf(stderr, "%s: %s\n", what, result.text().data());
  return 1;
}

}  // namespace

int main(int, char** argv) {
  const cce::module::Info info = cce::module::info();
  if (info.state != cce::module::State::operational) {
    std::fprintf(stderr, "the module is %s: %s\n", cce::module::name(info.state).data(), info.failure.data());
    return 1;
  }
  for (const cce::module::SelfTest& test : cce::module::self_tests())
    if (test.outcome != cce::module::TestOutcome::passed) return fails(test.name.data(), CCE_ERR_SELF_TEST);

  const auto digest = cce::digest<Hash::sha256>(cce::bytes("abc"));
  if (!digest.approved()) return fails("SHA-256", digest.result());
  if (digest.value()[0] != 0xba || digest.value()[31] != 0xad) return fails("SHA-256 of abc", CCE_OK);

  const auto own = file_digest(argv[0]);
  if (!own.approved()) return fails("hashing this program", own.result());

  const cce::Bytes key = cce::bytes("sixteen bytes or more");
  cce::Hmac<Hash::sha384> hmac(key);
  if (const auto result = hmac.update(digest.value()); !result.approved()) return fails("streaming an HMAC", result);
  auto copy = hmac;
  const auto mac = copy.finish();
  if (!mac.approved()) return fails("HMAC", mac.result());
  const auto verified = cce::hmac_verify<Hash::sha384>(key, digest.value(), mac.value());
  if (!verified.approved()) return fails("verifying", verified);
  const auto forged = cce::hmac_verify<Hash::sha384>(key, own.value(), mac.value());
  if (forged != CCE_ERR_AUTH) return fails("a MAC of another message", forged);

  std::array<uint8_t, 42> okm;
  const auto derived = cce::hkdf(Hash::sha256, {.ikm = key, .info = cce::bytes("consumer")}, okm);
  if (!derived.approved()) return fails("HKDF", derived);
  std::printf("%s %s, %zu self-tests passed\n", info.name.data(), info.version.data(),
              cce::module::self_tests().size());
  return 0;
}
