// Generators through EVP, and the ones that a library context makes for itself.
#include <cce/cce.h>
#include <openssl/err.h>
#include <unistd.h>

#include <atomic>
#include <set>
#include <thread>

#include "contexts.hpp"
#include "support/child.hpp"

using namespace provider_test;

namespace {

RandContext new_generator(const char* name, Params params = {}) {
  const Rand rand(EVP_RAND_fetch(cce(), name, nullptr));
  REQUIRE(rand);
  RandContext context(EVP_RAND_CTX_new(rand.get(), nullptr));
  REQUIRE(EVP_RAND_get_state(context.get()) == EVP_RAND_STATE_UNINITIALISED);
  uint8_t byte;
  REQUIRE(EVP_RAND_generate(context.get(), &byte, 1, 0, 0, nullptr, 0) == 0);
  REQUIRE(EVP_RAND_instantiate(context.get(), 256, 0, nullptr, 0, params.end()) == 1);
  return context;
}

}  // namespace

TEST_CASE("generators of one's own") {
  std::set<std::string> seen;
  for (const char* name : {"CTR-DRBG", "HMAC-DRBG"})
    for (const char* hash : {"SHA256", "SHA2-384", "SHA512"}) {
      INFO(name);
      Params params;
      params.text(OSSL_DRBG_PARAM_DIGEST, hash).text(OSSL_DRBG_PARAM_CIPHER, "AES-256-CTR");
      const RandContext context = new_generator(name, params);
      CHECK(EVP_RAND_get_state(context.get()) == EVP_RAND_STATE_READY);
      CHECK(EVP_RAND_get_strength(context.get()) == 256);
      REQUIRE(EVP_RAND_enable_locking(context.get()) == 1);
      const Octets additional = octets("additional");
      Octets out(100000);  // more than one request
      for (const int resistance : {0, 1}) {
        REQUIRE(EVP_RAND_generate(context.get(), out.data(), out.size(), 256, resistance, additional.data(),
                                  additional.size()) == 1);
        CHECK(seen.insert(std::string(out.begin(), out.begin() + 32)).second);
        CHECK(seen.insert(std::string(out.end() - 32, out.end())).second);
      }
      CHECK(EVP_RAND_reseed(context.get(), 1, additional.data(), additional.size(), additional.data(), 3) == 1);
      CHECK(EVP_RAND_reseed(context.get(), 0, nullptr, 0, nullptr, 0) == 1);
      CHECK(EVP_RAND_generate(context.get(), out.data(), 32, 257, 0, nullptr, 0) == 0);
      CHECK(EVP_RAND_uninstantiate(context.get()) == 1);
      CHECK(EVP_RAND_verify_zeroization(context.get()) == 1);
      CHECK(EVP_RAND_generate(context.get(), out.data(), 32, 0, 0, nullptr, 0) == 0);
    }
}

TEST_CASE("what the module's generators are not is refused") {
  const Rand ctr(EVP_RAND_fetch(cce(), "CTR-DRBG", nullptr)), hmac(EVP_RAND_fetch(cce(), "HMAC-DRBG", nullptr));
  const RandContext a(EVP_RAND_CTX_new(ctr.get(), nullptr)), b(EVP_RAND_CTX_new(hmac.get(), nullptr));
  Params aes128, no_df, sha1, cmac;
  const int none = 0;
  CHECK(EVP_RAND_instantiate(a.get(), 0, 0, nullptr, 0, aes128.text(OSSL_DRBG_PARAM_CIPHER, "AES-128-CTR").end()) == 0);
  CHECK(EVP_RAND_instantiate(a.get(), 0, 0, nullptr, 0, no_df.number(OSSL_DRBG_PARAM_USE_DF, none).end()) == 0);
  CHECK(EVP_RAND_instantiate(b.get(), 0, 0, nullptr, 0, sha1.text(OSSL_DRBG_PARAM_DIGEST, "SHA1").end()) == 0);
  CHECK(EVP_RAND_instantiate(b.get(), 0, 0, nullptr, 0, cmac.text(OSSL_DRBG_PARAM_MAC, "CMAC").end()) == 0);
  CHECK(EVP_RAND_fetch(cce(), "SEED-SRC", "provider=cce") == nullptr);  // from 3.5 on, base has one
  CHECK(EVP_RAND_fetch(cce(), "TEST-RAND", nullptr) == nullptr);
}

#if OPENSSL_VERSION_PREREQ(3, 5)
TEST_CASE("random bytes from the provider itself, which has no generator of OpenSSL's then") {
  const Context context({"cce"});
  REQUIRE(RAND_set1_random_provider(context, context.provider(0)) == 1);
  Octets first(32), second(32);
  REQUIRE(RAND_bytes_ex(context, first.data(), first.size(), 0) == 1);
  REQUIRE(RAND_priv_bytes_ex(context, second.data(), second.size(), 256) == 1);
  CHECK(first != second);
  CHECK(first != Octets(32));
  REQUIRE(cce_module_zeroize() == CCE_OK);
  CHECK(RAND_bytes_ex(context, first.data(), first.size(), 0) != 1);
  REQUIRE(cce_module_restart() == CCE_OK);
  CHECK(RAND_bytes_ex(context, first.data(), first.size(), 0) == 1);  // where a generator of OpenSSL's would be gone
}
#endif

TEST_CASE("RAND_bytes of the context, in the parent and in a child") {
  Octets first(32), second(32);
  REQUIRE(RAND_bytes_ex(cce(), first.data(), 32, 0) == 1);
  REQUIRE(RAND_priv_bytes_ex(cce(), second.data(), 32, 256) == 1);
  CHECK(first != second);
  for (EVP_RAND_CTX* const context : {RAND_get0_primary(cce()), RAND_get0_public(cce()), RAND_get0_private(cce())}) {
    REQUIRE(context != nullptr);
    CHECK(EVP_RAND_get0_provider(EVP_RAND_CTX_get0_rand(context)) == cce().provider(0));
  }
  const auto child = support::in_child([](std::vector<uint8_t>& out) {
    out.resize(32);
    if (RAND_bytes_ex(cce(), out.data(), 32, 0) != 1) out.clear();
  });
  REQUIRE(child.size() == 32);
  REQUIRE(RAND_bytes_ex(cce(), first.data(), 32, 0) == 1);
  CHECK(child != first);
}

TEST_CASE("a zeroised module has no random bytes for anybody, and for all when it is back") {
  const Rand hmac(EVP_RAND_fetch(cce(), "HMAC-DRBG", nullptr));
  const RandContext own(EVP_RAND_CTX_new(hmac.get(), nullptr)), reseeded(EVP_RAND_CTX_new(hmac.get(), nullptr));
  for (EVP_RAND_CTX* const context : {own.get(), reseeded.get()}) {
    Params sha512;
    REQUIRE(EVP_RAND_instantiate(context, 0, 0, nullptr, 0, sha512.text(OSSL_DRBG_PARAM_DIGEST, "SHA512").end()) == 1);
  }
  Octets out(32), before(32);
  REQUIRE(RAND_bytes_ex(cce(), before.data(), 32, 0) == 1);
  REQUIRE(cce_module_zeroize() == CCE_OK);
  CHECK(RAND_bytes_ex(cce(), out.data(), 32, 0) != 1);
  CHECK(RAND_priv_bytes_ex(cce(), out.data(), 32, 0) != 1);
  CHECK(EVP_RAND_generate(own.get(), out.data(), 32, 0, 0, nullptr, 0) == 0);
  CHECK(EVP_RAND_reseed(reseeded.get(), 0, nullptr, 0, nullptr, 0) == 0);
  REQUIRE(cce_module_restart() == CCE_OK);
  for (int i = 0; i < 2; ++i) {
    CHECK(RAND_bytes_ex(cce(), out.data(), 32, 0) == 1);
    CHECK(out != before);
    before = out;
    CHECK(RAND_priv_bytes_ex(cce(), out.data(), 32, 0) == 1);
    CHECK(EVP_RAND_generate(own.get(), out.data(), 32, 0, 0, nullptr, 0) == 1);
  }
  CHECK(EVP_RAND_reseed(reseeded.get(), 0, nullptr, 0, nullptr, 0) == 1);
  CHECK(EVP_RAND_generate(reseeded.get(), out.data(), 32, 0, 0, nullptr, 0) == 1);
}

TEST_CASE("a shared generator is taken away and made anew while another thread uses it") {
  EVP_RAND_CTX* const shared = RAND_get0_primary(cce());  // which OpenSSL locks
  REQUIRE(shared != nullptr);
  constexpr int there_is_none = 38;  // Reason::wrong_order of provider/core.hpp
  std::atomic<bool> stop{false};
  std::atomic<int> given{0}, taken_away{0};
  std::thread user([&] {
    Octets out(4096);
    while (!stop) {
      ERR_clear_error();
      if (EVP_RAND_generate(shared, out.data(), out.size(), 0, 0, nullptr, 0) == 1) {
        ++given;
      } else if (ERR_GET_REASON(ERR_peek_error()) != there_is_none) {
        ++taken_away;  // in the midst of the call: there was a generator when it began
      }
    }
  });
  int done = 0;
  for (int i = 0; i < 300 || given == 0; ++i)
    done += EVP_RAND_uninstantiate(shared) == 1 && EVP_RAND_instantiate(shared, 0, 0, nullptr, 0, nullptr) == 1;
  stop = true;
  user.join();
  CHECK(done >= 300);
  CHECK(given > 0);
  CHECK(taken_away == 0);
  Octets out(32);
  CHECK(EVP_RAND_generate(shared, out.data(), out.size(), 0, 0, nullptr, 0) == 1);
}
