// Handles and contexts that another thread is making while the module is zeroised: none is of use after a restart.
#include <cce/cce.h>

#include <atomic>
#include <cstring>
#include <thread>
#include <vector>

#include "support/catch.hpp"

namespace {

const uint8_t secret[32] = {1, 2, 3};

struct GcmKey {
  cce_gcm_key* handle = nullptr;
  cce_result make() { return cce_gcm_key_import(secret, 32, &handle); }
  cce_result use() const {
    uint8_t iv[12] = {}, tag[16];
    return cce_gcm_seal_with_iv(handle, iv, 12, nullptr, 0, nullptr, 0, nullptr, tag, 16);
  }
  void free() { cce_gcm_key_free(handle); }
};

struct EcKey {
  cce_ec_key* handle = nullptr;
  cce_result make() { return cce_ec_key_import(CCE_P256, secret, 32, &handle); }
  cce_result use() const {
    uint8_t d[32];
    size_t n = sizeof d;
    return cce_ec_key_export(handle, d, &n);
  }
  void free() { cce_ec_key_free(handle); }
};

struct Generator {
  cce_drbg* handle = nullptr;
  cce_result make() { return cce_drbg_new(CCE_CTR_DRBG_AES256, nullptr, 0, &handle); }
  cce_result use() const {
    uint8_t out[16];
    return cce_drbg_generate(handle, 0, nullptr, 0, out, 16);
  }
  void free() { cce_drbg_free(handle); }
};

struct Mac {
  cce_hmac_ctx context{};
  cce_result make() { return cce_hmac_init(&context, CCE_SHA256, secret, 32); }
  cce_result use() { return cce_hmac_update(&context, secret, 1); }
  void free() {}
};

}  // namespace

TEMPLATE_TEST_CASE("what is made while another thread zeroises", "", GcmKey, EcKey, Generator, Mac) {
  int made_at_all = 0;
  for (int round = 0; round < 200; ++round) {
    std::atomic<bool> begun{false};
    std::vector<TestType> made;
    cce_result last = CCE_OK;
    std::thread maker([&] {  // until the module says no: each of these calls began before it was zeroised
      for (;;) {
        TestType one;
        last = one.make();
        if (last < 0) break;
        made.push_back(one);
        begun = true;
        if (made.size() > 4) {  // the last ones are those that count
          made.front().free();
          made.erase(made.begin());
        }
      }
    });
    while (!begun) std::this_thread::yield();
    REQUIRE(cce_module_zeroize() == CCE_OK);
    maker.join();
    CHECK(last == CCE_ERR_STATE);
    REQUIRE(cce_module_restart() == CCE_OK);
    made_at_all += static_cast<int>(made.size());
    for (TestType& one : made) {
      REQUIRE(one.use() < 0);
      one.free();
    }
  }
  CHECK(made_at_all > 100);
}
