// The curves through the C ABI: what fits together, sizes, forms of points, zeroisation.
#include <cstring>
#include <thread>

#include "ec_handles.hpp"

using namespace ec_handles;

TEST_CASE("what a key signs its public key verifies, and nothing that was changed") {
  for (const cce_curve c : curves) {
    const Key key(c);
    const Public pub = key.pub();
    const Public other = Key(c).pub();
    Buffer msg(77, 0x31);
    for (const cce_hash hash : hashes)
      for (const cce_sig_format format : formats) {
        INFO(c << " " << hash << " " << format);
        Buffer sig = sign(key, hash, msg, format);
        REQUIRE(verify(pub, hash, msg, format, sig) == CCE_OK);
        CHECK(verify(other, hash, msg, format, sig) == CCE_ERR_AUTH);
        CHECK(verify(pub, hash, msg, format == CCE_SIG_RAW ? CCE_SIG_DER : CCE_SIG_RAW, sig) == CCE_ERR_AUTH);
        for (size_t i = 0; i < sig.size(); i += 7) {
          sig[i] ^= 0x04;
          REQUIRE(verify(pub, hash, msg, format, sig) == CCE_ERR_AUTH);
          sig[i] ^= 0x04;
        }
        sig.push_back(0);
        CHECK(verify(pub, hash, msg, format, sig) == CCE_ERR_AUTH);
        sig.resize(sig.size() - 2);
        CHECK(verify(pub, hash, msg, format, sig) == CCE_ERR_AUTH);
        CHECK(cce_ecdsa_verify(pub, hash, msg.data(), msg.size(), format, nullptr, 0) == CCE_ERR_AUTH);
      }
    // A message and its digest are one and the same.
    uint8_t digest[32];
    REQUIRE(cce_digest(CCE_SHA256, msg.data(), msg.size(), digest) == CCE_OK);
    const Buffer sig =
        sized([&](void* out, size_t* n) { return cce_ecdsa_sign_digest(key, digest, 32, CCE_SIG_DER, out, n); });
    CHECK(verify(pub, CCE_SHA256, msg, CCE_SIG_DER, sig) == CCE_OK);
    CHECK(cce_ecdsa_verify_digest(pub, digest, 32, CCE_SIG_DER, sig.data(), sig.size()) == CCE_OK);
    digest[0] ^= 1;
    CHECK(cce_ecdsa_verify_digest(pub, digest, 32, CCE_SIG_DER, sig.data(), sig.size()) == CCE_ERR_AUTH);
  }
}

TEST_CASE("deterministic signatures repeat, others do not, and an empty message is one") {
  for (const cce_curve c : curves) {
    const Key key(c);
    auto deterministic = [&](cce_hash hash) {
      return sized([&](void* out, size_t* n) {
        return cce_ecdsa_sign_deterministic(key, hash, nullptr, 0, CCE_SIG_RAW, out, n);
      });
    };
    CHECK(deterministic(CCE_SHA256) == deterministic(CCE_SHA256));
    CHECK(deterministic(CCE_SHA256) != deterministic(CCE_SHA512_256));
    CHECK(verify(key.pub(), CCE_SHA256, {}, CCE_SIG_RAW, deterministic(CCE_SHA256)) == CCE_OK);
    CHECK(sign(key, CCE_SHA256, {}, CCE_SIG_RAW) != sign(key, CCE_SHA256, {}, CCE_SIG_RAW));
  }
}

TEST_CASE("two sides agree on a secret") {
  for (const cce_curve c : curves) {
    const Key a(c), b(c);
    auto agree = [](const Key& own, const Public& peer) {
      return sized([&](void* out, size_t* n) { return cce_ecdh(own, peer, out, n); });
    };
    const Buffer z = agree(a, b.pub());
    CHECK(z.size() == field_size(c));
    CHECK(z == agree(b, a.pub()));
    CHECK(z != agree(a, a.pub()));
  }
}

TEST_CASE("keys come back from every form that they are written in") {
  for (const cce_curve c : curves) {
    const Key key(c);
    const Public pub = key.pub();
    const Buffer d = scalar(key);
    CHECK(d.size() == field_size(c));
    Key again, from_der, from_pem;
    REQUIRE(cce_ec_key_import(c, d.data(), d.size(), &again.key) == CCE_OK);
    REQUIRE(cce_ec_key_import_der(der(key).data(), der(key).size(), &from_der.key) == CCE_OK);
    REQUIRE(cce_ec_key_import_pem(pem(key).data(), pem(key).size(), &from_pem.key) == CCE_OK);
    for (const Key* k : {&again, &from_der, &from_pem}) {
      CHECK(scalar(*k) == d);
      CHECK(point(k->pub(), 0) == point(pub, 0));
      cce_curve told;
      CHECK(cce_ec_key_curve(*k, &told) == CCE_OK);
      CHECK(told == c);
    }
    Public uncompressed, compressed, spki, text;
    const Buffer x = point(pub, 1), xy = point(pub, 0);
    CHECK(x.size() == field_size(c) + 1);
    CHECK(xy.size() == 2 * field_size(c) + 1);
    REQUIRE(cce_ec_public_import(c, xy.data(), xy.size(), &uncompressed.key) == CCE_OK);
    REQUIRE(cce_ec_public_import(c, x.data(), x.size(), &compressed.key) == CCE_OK);
    REQUIRE(cce_ec_public_import_der(der(pub).data(), der(pub).size(), &spki.key) == CCE_OK);
    REQUIRE(cce_ec_public_import_pem(pem(pub).data(), pem(pub).size(), &text.key) == CCE_OK);
    for (const Public* p : {&uncompressed, &compressed, &spki, &text}) {
      CHECK(point(*p, 0) == xy);
      cce_curve told;
      CHECK(cce_ec_public_curve(*p, &told) == CCE_OK);
      CHECK(told == c);
    }
  }
}

TEST_CASE("the sizes that cce.h gives are those of P-521, and the greatest") {
  const Key key(CCE_P521);
  const Public pub = key.pub();
  CHECK(scalar(key).size() == CCE_MAX_FIELD_SIZE);
  CHECK(point(pub, 0).size() == CCE_MAX_POINT_SIZE);
  CHECK(der(key).size() == CCE_MAX_KEY_DER_SIZE);
  CHECK(der(pub).size() == CCE_MAX_PUBLIC_DER_SIZE);
  CHECK(pem(key).size() == CCE_MAX_KEY_PEM_SIZE);
  CHECK(pem(pub).size() == CCE_MAX_PUBLIC_PEM_SIZE);
  size_t size = 0;
  CHECK(cce_ecdsa_sign(key, CCE_SHA256, nullptr, 0, CCE_SIG_DER, nullptr, &size) == CCE_ERR_BUFFER);
  CHECK(size == CCE_MAX_SIGNATURE_SIZE);
}

TEST_CASE("too little room: the size needed, and nothing written") {
  const Buffer msg(5);
  for (const cce_curve c : curves) {
    const Key key(c);
    const Public pub = key.pub();
    auto check = [](auto service) {
      size_t needed = 0;
      REQUIRE(service(nullptr, &needed) == CCE_ERR_BUFFER);
      for (const size_t room : {size_t{0}, size_t{1}, needed - 1}) {
        Buffer out(needed + 9, 0xa5);
        size_t size = room;
        REQUIRE(service(out.data(), &size) == CCE_ERR_BUFFER);
        REQUIRE(size == needed);
        REQUIRE(out == Buffer(needed + 9, 0xa5));
      }
      for (const size_t room : {needed, needed + 9}) {
        Buffer out(needed + 9, 0xa5);
        size_t size = room;
        REQUIRE(service(out.data(), &size) == CCE_OK);
        REQUIRE(size <= needed);
        REQUIRE(
            std::all_of(out.begin() + static_cast<ptrdiff_t>(size), out.end(), [](uint8_t b) { return b == 0xa5; }));
      }
      size_t absurd = SIZE_MAX;
      uint8_t byte = 0;
      REQUIRE(service(&byte, &absurd) == CCE_ERR_ARGUMENT);
      size_t size = needed;
      REQUIRE(service(nullptr, &size) == CCE_ERR_ARGUMENT);  // NULL with a length
      REQUIRE(service(&byte, nullptr) == CCE_ERR_ARGUMENT);
      REQUIRE(byte == 0);
      REQUIRE(size == needed);
    };
    check([&](void* out, size_t* n) { return cce_ec_key_export(key, out, n); });
    check([&](void* out, size_t* n) { return cce_ec_public_export(pub, 0, out, n); });
    check([&](void* out, size_t* n) { return cce_ec_public_export(pub, 1, out, n); });
    check([&](void* out, size_t* n) { return cce_ec_key_export_der(key, out, n); });
    check([&](void* out, size_t* n) { return cce_ec_key_export_pem(key, out, n); });
    check([&](void* out, size_t* n) { return cce_ec_public_export_der(pub, out, n); });
    check([&](void* out, size_t* n) { return cce_ec_public_export_pem(pub, out, n); });
    check([&](void* out, size_t* n) { return cce_ecdh(key, pub, out, n); });
    for (const cce_sig_format f : formats) {
      check([&](void* out, size_t* n) { return cce_ecdsa_sign(key, CCE_SHA384, msg.data(), 5, f, out, n); });
      check([&](void* out, size_t* n) {
        return cce_ecdsa_sign_deterministic(key, CCE_SHA384, msg.data(), 5, f, out, n);
      });
      const Buffer digest(48, 3);
      check([&](void* out, size_t* n) { return cce_ecdsa_sign_digest(key, digest.data(), 48, f, out, n); });
    }
  }
}

TEST_CASE("threads share a key") {
  const Key key(CCE_P256);
  const Public pub = key.pub();
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const uint8_t msg[2] = {static_cast<uint8_t>(t), static_cast<uint8_t>(i)};
        uint8_t sig[64];
        size_t n = sizeof sig;
        if (cce_ecdsa_sign(key, CCE_SHA256, msg, 2, CCE_SIG_RAW, sig, &n) != CCE_OK ||
            cce_ecdsa_verify(pub, CCE_SHA256, msg, 2, CCE_SIG_RAW, sig, n) != CCE_OK)
          ++wrong;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
}

TEST_CASE("a zeroised key is gone for good, the public one too") {
  for (const cce_curve c : curves) {
    const Key key(c);
    const Public pub = key.pub();
    uint8_t out[400];
    size_t n = sizeof out;
    auto refused = [&](cce_result expected) {
      std::memset(out, 0x5a, sizeof out);
      cce_ec_public* made = nullptr;
      cce_curve told;
      CHECK(cce_ec_key_export(key, out, &n) == expected);
      CHECK(cce_ec_key_public(key, &made) == expected);
      CHECK(cce_ec_key_curve(key, &told) == expected);
      CHECK(cce_ec_key_export_der(key, out, &n) == expected);
      CHECK(cce_ec_key_export_pem(key, out, &n) == expected);
      CHECK(cce_ec_public_export(pub, 0, out, &n) == expected);
      CHECK(cce_ec_public_export_der(pub, out, &n) == expected);
      CHECK(cce_ec_public_export_pem(pub, out, &n) == expected);
      CHECK(cce_ec_public_curve(pub, &told) == expected);
      CHECK(cce_ecdsa_sign(key, CCE_SHA256, "a", 1, CCE_SIG_RAW, out, &n) == expected);
      CHECK(cce_ecdsa_sign_deterministic(key, CCE_SHA256, "a", 1, CCE_SIG_RAW, out, &n) == expected);
      CHECK(cce_ecdsa_sign_digest(key, "0123456789abcdef0123456789abcdef", 32, CCE_SIG_RAW, out, &n) == expected);
      CHECK(cce_ecdsa_verify(pub, CCE_SHA256, "a", 1, CCE_SIG_RAW, out, 64) == expected);
      CHECK(cce_ecdh(key, pub, out, &n) == expected);
      CHECK(made == nullptr);
      CHECK(n == sizeof out);
      for (const uint8_t b : out) REQUIRE(b == 0x5a);
    };
    REQUIRE(cce_module_zeroize() == CCE_OK);
    refused(CCE_ERR_STATE);
    for (const uint8_t* p = reinterpret_cast<const uint8_t*>(key.key);
         p != reinterpret_cast<const uint8_t*>(key.key) + 200; ++p)
      REQUIRE(*p == 0);
    REQUIRE(cce_module_restart() == CCE_OK);
    refused(CCE_ERR_KEY);
    CHECK(scalar(Key(c)).size() == field_size(c));
  }
}
