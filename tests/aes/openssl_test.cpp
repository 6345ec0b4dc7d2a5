// Random messages against OpenSSL's EVP, which shares neither code nor authors with CCE.
#include <openssl/evp.h>

#include <memory>

#include "aes/gcm.hpp"
#include "random_bytes.hpp"
#include "reference.hpp"
#include "rows.hpp"

using cce::Bytes;
using cce::Status;

namespace {

struct Sealed {
  std::vector<uint8_t> ct, tag;
};

Sealed seal_by_openssl(const reference::Key& K, Bytes iv, Bytes aad, Bytes pt) {
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> c(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  Sealed sealed{std::vector<uint8_t>(pt.size() + 1), std::vector<uint8_t>(16)};
  int n = 0;
  REQUIRE(EVP_EncryptInit_ex(c.get(), EVP_aes_256_gcm(), nullptr, nullptr, nullptr) == 1);
  REQUIRE(EVP_CIPHER_CTX_ctrl(c.get(), EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(iv.size()), nullptr) == 1);
  REQUIRE(EVP_EncryptInit_ex(c.get(), nullptr, nullptr, K.data(), iv.data()) == 1);
  if (!aad.empty()) REQUIRE(EVP_EncryptUpdate(c.get(), nullptr, &n, aad.data(), static_cast<int>(aad.size())) == 1);
  if (!pt.empty())
    REQUIRE(EVP_EncryptUpdate(c.get(), sealed.ct.data(), &n, pt.data(), static_cast<int>(pt.size())) == 1);
  REQUIRE(EVP_EncryptFinal_ex(c.get(), sealed.ct.data() + pt.size(), &n) == 1);
  REQUIRE(EVP_CIPHER_CTX_ctrl(c.get(), EVP_CTRL_AEAD_GET_TAG, 16, sealed.tag.data()) == 1);
  sealed.ct.resize(pt.size());
  return sealed;
}

void compare(const reference::Key& K, Bytes iv, Bytes aad, Bytes pt) {
  INFO("iv " << iv.size() << ", aad " << aad.size() << ", pt " << pt.size());
  const Sealed expected = seal_by_openssl(K, iv, aad, pt);
  cce::gcm::Key key;
  cce::gcm::init(key, K);
  std::vector<uint8_t> ct(pt.size()), tag(16), opened(pt.size());
  REQUIRE(cce::gcm::seal(key, iv, aad, pt, ct.data(), tag) == Status::ok);
  REQUIRE(ct == expected.ct);
  REQUIRE(tag == expected.tag);
  REQUIRE(cce::gcm::open(key, iv, aad, expected.ct, expected.tag, opened.data()) == Status::ok);
  REQUIRE(std::equal(opened.begin(), opened.end(), pt.begin(), pt.end()));
}

}  // namespace

TEST_CASE("random messages, as OpenSSL seals them") {
  rows::each_gcm([](const auto&) {
    RandomBytes random(50);
    for (int i = 0; i < 3000; ++i) {
      const size_t iv_size = i % 4 == 0 ? 1 + random.below(128) : 12;  // OpenSSL takes at most 128
      compare(random.array<reference::Key>(), random.bytes(iv_size), random.bytes(random.below(200)),
              random.bytes(random.below(i % 10 == 0 ? 5000 : 700)));
    }
    compare(random.array<reference::Key>(), random.bytes(12), random.bytes(100000), random.bytes((1 << 20) + 4321));
  });
}

TEST_CASE("a counter that wraps, as OpenSSL counts it") {
  rows::each_gcm([](const auto&) {
    RandomBytes random(51);
    for (uint8_t back : {0, 1, 2, 5, 16, 31, 33}) {
      const auto K = random.array<reference::Key>();
      auto J0 = random.array<reference::Block>();
      std::fill(J0.begin() + 8, J0.end(), uint8_t{0xff});
      J0[15] = static_cast<uint8_t>(0xff - back);
      compare(K, reference::iv_for(K, J0), random.bytes(20), random.bytes(1500));
    }
  });
}
