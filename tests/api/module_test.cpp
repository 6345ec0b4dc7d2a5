// The module's own services, on the product: status, self-test, zeroise, restart.
#include <cce/cce.h>

#include <cstring>
#include <set>
#include <string>

#include "support/catch.hpp"

namespace {

cce_module_info get_info() {
  cce_module_info info;
  info.size = sizeof info;
  REQUIRE(cce_module_get_info(&info) == CCE_OK);
  return info;
}

}  // namespace

TEST_CASE("status of a module that is well") {
  const cce_module_info info = get_info();
  CHECK(info.state == CCE_STATE_OPERATIONAL);
  CHECK(std::string(info.version) == cce_version());
  CHECK(std::string(info.name).find("not validated") != std::string::npos);
  CHECK(info.failure == nullptr);
  CHECK(info.power_up_ns > 0);
  CHECK(std::memcmp(info.integrity_expected, info.integrity_computed, 32) == 0);
  CHECK(std::string(info.implementations).find("sha256=") == 0);
  CHECK(std::string(info.implementations).find(" sha512=") != std::string::npos);
}

TEST_CASE("every self-test has a name of its own, a kind, and has passed") {
  std::set<std::string> names;
  REQUIRE(cce_self_test_count() > 0);
  for (size_t i = 0; i < cce_self_test_count(); ++i) {
    cce_self_test test;
    test.size = sizeof test;
    REQUIRE(cce_self_test_get(i, &test) == CCE_OK);
    names.insert(test.name);
    CHECK(std::strlen(test.algorithm) > 0);
    CHECK(test.detail != nullptr);
    CHECK(test.outcome == CCE_TEST_PASSED);
    CHECK((test.kind == CCE_TEST_INTEGRITY || test.kind == CCE_TEST_KNOWN_ANSWER || test.kind == CCE_TEST_HEALTH));
  }
  CHECK(names.size() == cce_self_test_count());
  for (const char* needed : {"integrity", "sha256", "sha512", "hmac-sha256", "hkdf-sha256"})
    CHECK(names.count(needed) == 1);
}

TEST_CASE("sizes of structs, index out of range") {
  cce_self_test test;
  std::memset(static_cast<void*>(&test), 0x5a, sizeof test);
  const cce_self_test before = test;
  test.size = sizeof test;
  CHECK(cce_self_test_get(cce_self_test_count(), &test) == CCE_ERR_ARGUMENT);
  CHECK(cce_self_test_get(SIZE_MAX, &test) == CCE_ERR_ARGUMENT);
  CHECK(cce_self_test_get(0, nullptr) == CCE_ERR_ARGUMENT);
  for (const size_t size : {size_t{0}, size_t{8}, sizeof test - 1, size_t{4097}, SIZE_MAX}) {
    test.size = size;
    CHECK(cce_self_test_get(0, &test) == CCE_ERR_ARGUMENT);
  }
  test.size = before.size;
  CHECK(std::memcmp(&test, &before, sizeof test) == 0);

  CHECK(cce_module_get_info(nullptr) == CCE_ERR_ARGUMENT);
  cce_module_info info;
  info.size = sizeof info - 1;
  CHECK(cce_module_get_info(&info) == CCE_ERR_ARGUMENT);
}

TEST_CASE("a caller whose struct has grown gets zeros in what this library does not know") {
  struct Grown {
    cce_module_info info;
    unsigned char later[40];
  } grown;
  std::memset(static_cast<void*>(&grown), 0x77, sizeof grown);
  grown.info.size = sizeof grown;
  REQUIRE(cce_module_get_info(&grown.info) == CCE_OK);
  CHECK(grown.info.size == sizeof grown);
  CHECK(grown.info.state == CCE_STATE_OPERATIONAL);
  for (const unsigned char b : grown.later) CHECK(b == 0);
}

TEST_CASE("texts for every value, known or not") {
  for (int r = -10; r <= 1; ++r) {
    const std::string text = cce_result_text(static_cast<cce_result>(r));
    CHECK_FALSE(text.empty());
    CHECK(text != "unknown result");
  }
  for (const int r : {-11, 2}) CHECK(std::string(cce_result_text(static_cast<cce_result>(r))) == "unknown result");
  std::set<std::string> names;
  for (int s = 0; s <= 5; ++s) names.insert(cce_state_name(static_cast<cce_state>(s)));
  CHECK(names.size() == 6);
  CHECK(names.count("unknown") == 0);
  CHECK(std::string(cce_state_name(static_cast<cce_state>(6))) == "unknown");
}

TEST_CASE("self-test on demand, zeroise and restart") {
  uint8_t out[64], key[32] = {};
  CHECK(cce_module_self_test() == CCE_OK);
  CHECK(cce_module_restart() == CCE_ERR_STATE);  // nothing to restart from

  cce_digest_ctx d, fresh;
  cce_hmac_ctx m;
  REQUIRE(cce_digest_init(&d, CCE_SHA256) == CCE_OK);
  REQUIRE(cce_hmac_init(&m, CCE_SHA256, key, 32) == CCE_OK);

  REQUIRE(cce_module_zeroize() == CCE_OK);
  CHECK(cce_module_state() == CCE_STATE_ZEROIZED);
  CHECK(cce_module_zeroize() == CCE_OK);
  CHECK(cce_module_self_test() == CCE_ERR_STATE);
  std::memset(out, 0x5a, sizeof out);
  CHECK(cce_digest(CCE_SHA256, key, 32, out) == CCE_ERR_STATE);
  CHECK(cce_digest_init(&fresh, CCE_SHA256) == CCE_ERR_STATE);
  CHECK(cce_digest_update(&d, key, 1) == CCE_ERR_STATE);
  CHECK(cce_digest_final(&d, out) == CCE_ERR_STATE);
  CHECK(cce_hmac(CCE_SHA256, key, 32, key, 32, out) == CCE_ERR_STATE);
  CHECK(cce_hmac_init(&m, CCE_SHA256, key, 32) == CCE_ERR_STATE);
  CHECK(cce_hmac_update(&m, key, 1) == CCE_ERR_STATE);
  CHECK(cce_hmac_final(&m, out) == CCE_ERR_STATE);
  CHECK(cce_hmac_verify(CCE_SHA256, key, 32, key, 32, out, 32) == CCE_ERR_STATE);
  CHECK(cce_hkdf(CCE_SHA256, key, 32, key, 32, key, 32, out, 32) == CCE_ERR_STATE);
  CHECK(cce_hkdf_extract(CCE_SHA256, key, 32, key, 32, out) == CCE_ERR_STATE);
  CHECK(cce_hkdf_expand(CCE_SHA256, key, 32, key, 32, out, 32) == CCE_ERR_STATE);
  CHECK(cce_x963_kdf(CCE_SHA256, key, 32, key, 32, out, 32) == CCE_ERR_STATE);
  for (const uint8_t b : out) CHECK(b == 0x5a);
  CHECK(cce_digest_size(CCE_SHA256) == 32);  // status, not a service
  CHECK(get_info().state == CCE_STATE_ZEROIZED);

  REQUIRE(cce_module_restart() == CCE_OK);
  CHECK(cce_module_state() == CCE_STATE_OPERATIONAL);
  // Contexts from before the zeroise do not come back to life.
  CHECK(cce_digest_update(&d, key, 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_hmac_final(&m, out) == CCE_ERR_ARGUMENT);
  CHECK(cce_digest(CCE_SHA256, key, 32, out) == CCE_OK);
}
