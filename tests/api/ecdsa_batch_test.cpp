// Batches of ECDSA through the C ABI: every item by itself, whatever the others are.
#include <array>
#include <cstring>
#include <random>

#include "ec_handles.hpp"

using namespace ec_handles;

namespace {

constexpr size_t most = CCE_MAX_SIGNATURE_SIZE;

// Keys to choose from: two of each curve.
struct Keys {
  std::vector<Key> keys;
  std::vector<Public> publics;
  Keys() {
    for (int i = 0; i < 2; ++i)
      for (cce_curve c : curves) {
        keys.emplace_back(c);
        publics.push_back(keys.back().pub());
      }
  }
};

// A batch with the storage that it writes to and reads from.
struct Batch {
  std::vector<Buffer> messages;
  std::vector<std::array<uint8_t, most + 2>> signatures;  // a byte before and behind
  std::vector<cce_ecdsa_sign_item> sign;
  std::vector<cce_ecdsa_verify_item> verify;

  explicit Batch(size_t n) : messages(n), signatures(n), sign(n), verify(n) {}

  uint8_t* signature(size_t i) { return signatures[i].data() + 1; }
  void set(size_t i, const cce_ec_key* key, const cce_ec_public* pub, size_t msg_len) {
    messages[i].assign(msg_len, static_cast<uint8_t>(i * 7 + 1));
    signatures[i].fill(0xc3);
    const cce_hash hash = hashes[i % std::size(hashes)];
    const cce_sig_format format = formats[i / 2 % 2];
    // The result is what nothing answers: it is written whatever happens.
    sign[i] = {key, hash, format, messages[i].data(), msg_len, signature(i), most, CCE_ERR_UNSUPPORTED};
    verify[i] = {pub, hash, format, messages[i].data(), msg_len, signature(i), 0, CCE_ERR_UNSUPPORTED};
  }
  cce_result run_sign() {
    const cce_result r = cce_ecdsa_sign_batch(sign.data(), sign.size());
    for (size_t i = 0; i < sign.size(); ++i) verify[i].sig_len = sign[i].sig_len;
    return r;
  }
  cce_result run_verify() { return cce_ecdsa_verify_batch(verify.data(), verify.size()); }
  // What the service for one says of what the batch made.
  cce_result single(size_t i) {
    const auto& v = verify[i];
    return cce_ecdsa_verify(v.key, v.hash, v.msg, v.msg_len, v.format, v.sig, v.sig_len);
  }
};

Batch make_batch(const Keys& keys, size_t count, bool p256_only, unsigned seed) {
  std::mt19937 random(seed);
  Batch batch(count);
  for (size_t i = 0; i < count; ++i) {
    const size_t k = p256_only ? 3 * (random() % 2) : random() % keys.keys.size();
    batch.set(i, keys.keys[k], keys.publics[k], i == 2 ? 0 : random() % 200);
  }
  return batch;
}

}  // namespace

TEST_CASE("batches of every size sign and verify") {
  const Keys keys;
  for (const bool p256_only : {true, false})
    for (size_t count = 0; count <= 33; count += !p256_only && count >= 9 ? 8 : 1) {
      INFO(count << (p256_only ? " of P-256" : " of any curve"));
      Batch batch = make_batch(keys, count, p256_only, static_cast<unsigned>(count));
      REQUIRE(batch.run_sign() == CCE_OK);
      for (size_t i = 0; i < count; ++i) {
        REQUIRE(batch.sign[i].result == CCE_OK);
        REQUIRE(batch.signatures[i][0] == 0xc3);
        for (size_t j = batch.sign[i].sig_len + 1; j < most + 2; ++j) REQUIRE(batch.signatures[i][j] == 0xc3);
        REQUIRE(batch.single(i) == CCE_OK);
      }
      REQUIRE(batch.run_verify() == CCE_OK);
      for (const auto& v : batch.verify) REQUIRE(v.result == CCE_OK);
    }
  REQUIRE(cce_ecdsa_sign_batch(nullptr, 0) == CCE_OK);
  REQUIRE(cce_ecdsa_verify_batch(nullptr, 0) == CCE_OK);
}

TEST_CASE("one key, one message, many times: no two signatures alike") {
  const Key key(CCE_P256);
  const Public pub = key.pub();
  Batch batch(24);
  for (size_t i = 0; i < 24; ++i) {
    batch.set(i, key, pub, 32);
    batch.messages[i] = batch.messages[0];
    batch.sign[i].msg = batch.verify[i].msg = batch.messages[0].data();
    batch.sign[i].hash = batch.verify[i].hash = CCE_SHA256;
    batch.sign[i].format = batch.verify[i].format = CCE_SIG_RAW;
  }
  REQUIRE(batch.run_sign() == CCE_OK);
  REQUIRE(batch.run_verify() == CCE_OK);
  for (size_t i = 0; i < 24; ++i)
    for (size_t j = 0; j < i; ++j) REQUIRE(std::memcmp(batch.signature(i), batch.signature(j), 32) != 0);
}

TEST_CASE("a bad item to be signed, at every place: it is refused as by itself, and the others are signed") {
  const Keys keys;
  static uint8_t never[most];
  const struct {
    const char* name;
    void (*spoil)(cce_ecdsa_sign_item&);
    cce_result result;
  } spoils[] = {
      {"no key", [](cce_ecdsa_sign_item& i) { i.key = nullptr; }, CCE_ERR_ARGUMENT},
      {"hash", [](cce_ecdsa_sign_item& i) { i.hash = static_cast<cce_hash>(0); }, CCE_ERR_ARGUMENT},
      {"format", [](cce_ecdsa_sign_item& i) { i.format = static_cast<cce_sig_format>(3); }, CCE_ERR_ARGUMENT},
      {"no message", [](cce_ecdsa_sign_item& i) { i.msg = nullptr, i.msg_len = 1; }, CCE_ERR_ARGUMENT},
      {"long message", [](cce_ecdsa_sign_item& i) { i.msg_len = SIZE_MAX; }, CCE_ERR_ARGUMENT},
      {"no room", [](cce_ecdsa_sign_item& i) { i.sig_len = 3; }, CCE_ERR_BUFFER},
      {"size wanted", [](cce_ecdsa_sign_item& i) { i.sig = nullptr, i.sig_len = 0; }, CCE_ERR_BUFFER},
      {"no signature", [](cce_ecdsa_sign_item& i) { i.sig = nullptr; }, CCE_ERR_ARGUMENT},
      {"into the message", [](cce_ecdsa_sign_item& i) { i.sig = never, i.msg = never + 10, i.msg_len = 9; },
       CCE_ERR_ARGUMENT},
      {"into the item", [](cce_ecdsa_sign_item& i) { i.sig = &i; }, CCE_ERR_ARGUMENT},
  };
  for (const auto& spoil : spoils)
    for (const bool p256_only : {true, false})
      for (size_t at = 0; at < 10; ++at) {
        INFO(spoil.name << " at " << at);
        Batch batch = make_batch(keys, 10, p256_only, static_cast<unsigned>(at));
        spoil.spoil(batch.sign[at]);
        REQUIRE(batch.run_sign() == spoil.result);
        for (size_t i = 0; i < 10; ++i) {
          REQUIRE(batch.sign[i].result == (i == at ? spoil.result : CCE_OK));
          if (i != at) REQUIRE(batch.single(i) == CCE_OK);
          if (i == at)
            for (uint8_t byte : batch.signatures[i]) REQUIRE(byte == 0xc3);
        }
        if (spoil.result == CCE_ERR_BUFFER) {
          size_t needed = 0;
          const auto& bad = batch.sign[at];
          REQUIRE(cce_ecdsa_sign(bad.key, bad.hash, bad.msg, bad.msg_len, bad.format, nullptr, &needed) ==
                  CCE_ERR_BUFFER);
          REQUIRE(bad.sig_len == needed);
        }
      }
}

TEST_CASE("a bad item to be verified, at every place") {
  const Keys keys;
  const struct {
    const char* name;
    void (*spoil)(cce_ecdsa_verify_item&, Batch&, size_t at);
    cce_result result;
  } spoils[] = {
      {"no key", [](auto& i, Batch&, size_t) { i.key = nullptr; }, CCE_ERR_ARGUMENT},
      {"hash", [](auto& i, Batch&, size_t) { i.hash = static_cast<cce_hash>(99); }, CCE_ERR_ARGUMENT},
      {"format", [](auto& i, Batch&, size_t) { i.format = static_cast<cce_sig_format>(0); }, CCE_ERR_ARGUMENT},
      {"no message", [](auto& i, Batch&, size_t) { i.msg = nullptr, i.msg_len = 5; }, CCE_ERR_ARGUMENT},
      {"no signature", [](auto& i, Batch&, size_t) { i.sig = nullptr; }, CCE_ERR_ARGUMENT},
      {"length", [](auto& i, Batch&, size_t) { --i.sig_len; }, CCE_ERR_AUTH},
      {"nothing", [](auto& i, Batch&, size_t) { i.sig_len = 0; }, CCE_ERR_AUTH},
      {"a bit", [](auto& i, Batch& b, size_t at) { b.signature(at)[i.sig_len - 2] ^= 4; }, CCE_ERR_AUTH},
      {"another message", [](auto&, Batch& b, size_t at) { b.messages[at][0] ^= 1; }, CCE_ERR_AUTH},
      {"another hash", [](auto& i, Batch&, size_t) { i.hash = i.hash == CCE_SHA256 ? CCE_SHA512_256 : CCE_SHA256; },
       CCE_ERR_AUTH},
  };
  for (const bool p256_only : {true, false})
    for (size_t at = 0; at < 10; ++at) {
      Batch batch = make_batch(keys, 10, p256_only, static_cast<unsigned>(at + 50));
      batch.messages[at].assign(20, 9);
      batch.sign[at].msg = batch.verify[at].msg = batch.messages[at].data();
      batch.sign[at].msg_len = batch.verify[at].msg_len = 20;
      REQUIRE(batch.run_sign() == CCE_OK);
      for (const auto& spoil : spoils) {
        INFO(spoil.name << " at " << at);
        const auto items = batch.verify;
        const auto signatures = batch.signatures;
        const auto message = batch.messages[at];
        spoil.spoil(batch.verify[at], batch, at);
        REQUIRE(batch.single(at) == spoil.result);
        REQUIRE(batch.run_verify() == spoil.result);
        for (size_t i = 0; i < 10; ++i) REQUIRE(batch.verify[i].result == (i == at ? spoil.result : CCE_OK));
        batch.verify = items;
        batch.signatures = signatures;
        std::memcpy(batch.messages[at].data(), message.data(), 20);
      }
      REQUIRE(batch.run_verify() == CCE_OK);
    }
}

TEST_CASE("the answer of a batch is the first refusal") {
  const Keys keys;
  Batch batch = make_batch(keys, 12, true, 3);
  REQUIRE(batch.run_sign() == CCE_OK);
  batch.verify[4].sig_len = 0;
  batch.verify[2].key = nullptr;
  REQUIRE(batch.run_verify() == CCE_ERR_ARGUMENT);
  batch.verify[1].sig_len = 0;
  REQUIRE(batch.run_verify() == CCE_ERR_AUTH);
  for (size_t i = 0; i < 12; ++i)
    REQUIRE(batch.verify[i].result == (i == 2 ? CCE_ERR_ARGUMENT : i == 1 || i == 4 ? CCE_ERR_AUTH : CCE_OK));
}

TEST_CASE("what is no array of items is refused") {
  cce_ecdsa_sign_item item = {};
  cce_ecdsa_verify_item verify = {};
  item.result = verify.result = CCE_ERR_UNSUPPORTED;
  REQUIRE(cce_ecdsa_sign_batch(nullptr, 1) == CCE_ERR_ARGUMENT);
  REQUIRE(cce_ecdsa_verify_batch(nullptr, 1) == CCE_ERR_ARGUMENT);
  for (size_t count : {SIZE_MAX, SIZE_MAX / sizeof item, (size_t{1} << 57) / sizeof item}) {
    REQUIRE(cce_ecdsa_sign_batch(&item, count) == CCE_ERR_ARGUMENT);
    REQUIRE(cce_ecdsa_verify_batch(&verify, count) == CCE_ERR_ARGUMENT);
  }
  REQUIRE(item.result == CCE_ERR_UNSUPPORTED);
  REQUIRE(verify.result == CCE_ERR_UNSUPPORTED);
}

TEST_CASE("a module that does not serve says so of every item; keys from before are of no use") {
  const Keys keys;
  Batch batch = make_batch(keys, 9, false, 8);
  REQUIRE(batch.run_sign() == CCE_OK);
  REQUIRE(cce_module_zeroize() == CCE_OK);
  for (auto& i : batch.sign) i.sig_len = most;
  const auto signatures = batch.signatures;
  REQUIRE(cce_ecdsa_sign_batch(batch.sign.data(), 9) == CCE_ERR_STATE);
  REQUIRE(batch.run_verify() == CCE_ERR_STATE);
  for (size_t i = 0; i < 9; ++i)
    REQUIRE((batch.sign[i].result == CCE_ERR_STATE && batch.verify[i].result == CCE_ERR_STATE));
  REQUIRE(cce_module_restart() == CCE_OK);
  REQUIRE(cce_ecdsa_sign_batch(batch.sign.data(), 9) == CCE_ERR_KEY);
  REQUIRE(batch.run_verify() == CCE_ERR_KEY);
  for (size_t i = 0; i < 9; ++i)
    REQUIRE((batch.sign[i].result == CCE_ERR_KEY && batch.verify[i].result == CCE_ERR_KEY));
  REQUIRE(batch.signatures == signatures);
  const Key fresh(CCE_P256);
  batch.sign[5].key = fresh;
  REQUIRE(cce_ecdsa_sign_batch(batch.sign.data(), 9) == CCE_ERR_KEY);
  REQUIRE(batch.sign[5].result == CCE_OK);
}
