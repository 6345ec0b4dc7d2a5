// AES-256-GCM through EVP: as the default provider seals it, in pieces, with IVs that are given and that are made, and records
// of TLS 1.2.
#include "contexts.hpp"

using namespace provider_test;

namespace {

CipherContext begin(OSSL_LIB_CTX* of, bool sealing, const Octets& key, const Octets& iv) {
  const Cipher cipher(EVP_CIPHER_fetch(of, "AES-256-GCM", nullptr));
  REQUIRE(cipher);
  CipherContext context(EVP_CIPHER_CTX_new());
  REQUIRE(EVP_CipherInit_ex2(context.get(), cipher.get(), nullptr, nullptr, sealing, nullptr) == 1);
  if (iv.size() != 12)
    REQUIRE(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(iv.size()), nullptr) == 1);
  REQUIRE(EVP_CipherInit_ex2(context.get(), nullptr, key.data(), iv.data(), sealing, nullptr) == 1);
  return context;
}

void feed(EVP_CIPHER_CTX* context, const Octets& aad, const Octets& in, Octets& out, size_t piece) {
  int n = 0;
  for (size_t at = 0; at < aad.size(); at += piece)
    REQUIRE(EVP_CipherUpdate(context, nullptr, &n, &aad[at], static_cast<int>(std::min(piece, aad.size() - at))) == 1);
  out.resize(in.size());
  for (size_t at = 0; at < in.size(); at += piece) {
    const int size = static_cast<int>(std::min(piece, in.size() - at));
    REQUIRE(EVP_CipherUpdate(context, &out[at], &n, &in[at], size) == 1);
    REQUIRE(n == size);
  }
}

int unsigned_param(EVP_CIPHER_CTX* context, const char* name) {
  unsigned value = 99;
  Params ask;
  REQUIRE(EVP_CIPHER_CTX_get_params(context, ask.number(name, value).end()) == 1);
  return static_cast<int>(value);
}

// The additional data of a record, as libssl makes them: sequence, type, version, and the length of what goes in.
Octets record_header(uint8_t sequence, size_t length) {
  return {0, 0, 0, 0, 0, 0, 0, sequence, 23, 3, 3, static_cast<uint8_t>(length >> 8), static_cast<uint8_t>(length)};
}

CipherContext tls_end(OSSL_LIB_CTX* of, bool sealing, const Octets& key, Octets salt) {
  const Cipher cipher(EVP_CIPHER_fetch(of, "AES-256-GCM", nullptr));
  CipherContext context(EVP_CIPHER_CTX_new());
  REQUIRE(EVP_CipherInit_ex(context.get(), cipher.get(), nullptr, key.data(), nullptr, sealing) == 1);
  REQUIRE(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_IV_FIXED, 4, salt.data()) == 1);
  return context;
}

}  // namespace

TEST_CASE("messages as the default provider seals them") {
  RandomBytes random(110);
  for (int i = 0; i < 400; ++i) {
    const Octets key = random.bytes(32), iv = random.bytes(i % 3 == 0 ? 1 + random.below(100) : 12),
                 aad = random.bytes(random.below(60)), pt = random.bytes(random.below(i % 10 == 0 ? 40000 : 600));
    INFO("iv " << iv.size() << ", aad " << aad.size() << ", pt " << pt.size());
    Octets ours, theirs, tag(16), their_tag(16), opened;
    int n = 0;
    const CipherContext a = begin(cce(), true, key, iv), b = begin(other(), true, key, iv);
    feed(a.get(), aad, pt, ours, 1 + random.below(700));
    feed(b.get(), aad, pt, theirs, 100000);
    REQUIRE(EVP_EncryptFinal_ex(a.get(), nullptr, &n) == 1);
    REQUIRE(EVP_EncryptFinal_ex(b.get(), nullptr, &n) == 1);
    REQUIRE(EVP_CIPHER_CTX_ctrl(a.get(), EVP_CTRL_AEAD_GET_TAG, 16, tag.data()) == 1);
    REQUIRE(EVP_CIPHER_CTX_ctrl(b.get(), EVP_CTRL_AEAD_GET_TAG, 16, their_tag.data()) == 1);
    REQUIRE(ours == theirs);
    REQUIRE(tag == their_tag);
    // Never of the module's own making, so never approved.
    CHECK(unsigned_param(a.get(), "iv-generated") == 0);
    for (const bool forged : {false, true}) {
      const CipherContext c = begin(cce(), false, key, iv);
      feed(c.get(), aad, ours, opened, 1 + random.below(700));
      REQUIRE(opened == pt);
      tag[random.below(16)] ^= forged ? 1 : 0;
      REQUIRE(EVP_CIPHER_CTX_ctrl(c.get(), EVP_CTRL_AEAD_SET_TAG, 16, tag.data()) == 1);
      REQUIRE((EVP_DecryptFinal_ex(c.get(), nullptr, &n) == 1) == !forged);
    }
  }
}

TEST_CASE("an IV that nobody gave is the module's, and approved") {
  const Octets key(32, 4), pt(100, 6);
  const Cipher cipher(EVP_CIPHER_fetch(cce(), "AES-256-GCM", nullptr));
  const CipherContext context(EVP_CIPHER_CTX_new());
  REQUIRE(EVP_EncryptInit_ex2(context.get(), cipher.get(), key.data(), nullptr, nullptr) == 1);
  Octets ct, iv(12), opened, tag(16);
  int n = 0;
  feed(context.get(), {}, pt, ct, 1000);
  REQUIRE(EVP_EncryptFinal_ex(context.get(), nullptr, &n) == 1);
  REQUIRE(EVP_CIPHER_CTX_get_updated_iv(context.get(), iv.data(), iv.size()) == 1);
  CHECK(unsigned_param(context.get(), "iv-generated") == 1);
  REQUIRE(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, 16, tag.data()) == 1);
  const CipherContext open = begin(other(), false, key, iv);
  feed(open.get(), {}, ct, opened, 1000);
  REQUIRE(EVP_CIPHER_CTX_ctrl(open.get(), EVP_CTRL_AEAD_SET_TAG, 16, tag.data()) == 1);
  REQUIRE(EVP_DecryptFinal_ex(open.get(), nullptr, &n) == 1);
  CHECK(opened == pt);
}

TEST_CASE("what is out of order is refused") {
  const Octets key(32, 4), iv(12, 5), text(20, 6);
  Octets out(20), tag(16);
  int n = 0;
  const CipherContext sealing = begin(cce(), true, key, iv);
  CHECK(EVP_CIPHER_CTX_ctrl(sealing.get(), EVP_CTRL_AEAD_GET_TAG, 16, tag.data()) <= 0);  // before the end
  CHECK(EVP_CIPHER_CTX_ctrl(sealing.get(), EVP_CTRL_AEAD_SET_TAG, 16, tag.data()) <= 0);
  REQUIRE(EVP_EncryptUpdate(sealing.get(), out.data(), &n, text.data(), 20) == 1);
  CHECK(EVP_EncryptUpdate(sealing.get(), nullptr, &n, text.data(), 20) != 1);  // additional data behind the text
  REQUIRE(EVP_EncryptFinal_ex(sealing.get(), nullptr, &n) == 1);
  CHECK(EVP_EncryptUpdate(sealing.get(), out.data(), &n, text.data(), 20) != 1);  // the IV was used
  CHECK(EVP_EncryptFinal_ex(sealing.get(), nullptr, &n) != 1);
  REQUIRE(EVP_EncryptInit_ex2(sealing.get(), nullptr, nullptr, iv.data(), nullptr) == 1);
  CHECK(EVP_EncryptUpdate(sealing.get(), out.data(), &n, text.data(), 20) == 1);

  const CipherContext opening = begin(cce(), false, key, iv);
  REQUIRE(EVP_DecryptUpdate(opening.get(), out.data(), &n, text.data(), 20) == 1);
  CHECK(EVP_DecryptFinal_ex(opening.get(), nullptr, &n) != 1);  // without a tag
  CHECK(EVP_CIPHER_CTX_ctrl(opening.get(), EVP_CTRL_AEAD_SET_TAG, 17, nullptr) <= 0);
  const Cipher cipher(EVP_CIPHER_fetch(cce(), "AES-256-GCM", nullptr));
  const CipherContext keyless(EVP_CIPHER_CTX_new());
  REQUIRE(EVP_EncryptInit_ex2(keyless.get(), cipher.get(), nullptr, iv.data(), nullptr) == 1);
  CHECK(EVP_EncryptUpdate(keyless.get(), out.data(), &n, text.data(), 20) != 1);
  CHECK(EVP_CIPHER_get_mode(cipher.get()) == EVP_CIPH_GCM_MODE);
  CHECK(EVP_CIPHER_get_key_length(cipher.get()) == 32);
  CHECK(EVP_CIPHER_get_iv_length(cipher.get()) == 12);
  CHECK((EVP_CIPHER_get_flags(cipher.get()) & EVP_CIPH_FLAG_AEAD_CIPHER) != 0);
  CHECK(EVP_CIPHER_fetch(cce(), "AES-128-GCM", nullptr) == nullptr);
  CHECK(EVP_CIPHER_fetch(cce(), "AES-256-CBC", nullptr) == nullptr);
}

TEST_CASE("a key in the midst of a message ends it: the IV does not come with it") {
  const Octets key(32, 4), another(32, 7), iv(12, 5), text(20, 6);
  Octets out(20);
  int n = 0;
  for (const bool sealing : {true, false}) {
    const CipherContext context = begin(cce(), sealing, key, iv);
    REQUIRE(EVP_CipherUpdate(context.get(), out.data(), &n, text.data(), 20) == 1);
    REQUIRE(EVP_CipherInit_ex2(context.get(), nullptr, another.data(), nullptr, sealing, nullptr) == 1);
    CHECK(EVP_CipherUpdate(context.get(), out.data(), &n, text.data(), 20) != 1);
    REQUIRE(EVP_CipherInit_ex2(context.get(), nullptr, nullptr, iv.data(), sealing, nullptr) == 1);
    CHECK(EVP_CipherUpdate(context.get(), out.data(), &n, text.data(), 20) == 1);
  }
}

TEST_CASE("a record of TLS 1.2 that is too short for its nonce and its tag") {
  const Octets key(32, 4), salt(4, 5);
  for (const bool sealing : {true, false}) {
    const CipherContext context = tls_end(cce(), sealing, key, salt);
    const size_t least = sealing ? 8 : 24;
    for (size_t size = 0; size <= least; ++size) {
      Octets header = record_header(0, size);
      CHECK((EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_TLS1_AAD, 13, header.data()) == 16) == (size == least));
    }
    Octets record(24);
    for (int size = 1; size < 24; ++size) {
      Octets header = record_header(0, least);
      REQUIRE(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_TLS1_AAD, 13, header.data()) == 16);
      int n = 0;
      CHECK(EVP_CipherUpdate(context.get(), record.data(), &n, record.data(), size) != 1);
    }
  }
}

TEST_CASE("a context is copied before its message begins, and not in the midst of it") {
  const Octets key(32, 4), iv(12, 5), text(20, 6);
  Octets first(20), second(20);
  int n = 0;
  const CipherContext context = begin(cce(), true, key, iv), copy(EVP_CIPHER_CTX_new()), late(EVP_CIPHER_CTX_new());
  REQUIRE(EVP_CIPHER_CTX_copy(copy.get(), context.get()) == 1);
  REQUIRE(EVP_EncryptUpdate(context.get(), first.data(), &n, text.data(), 20) == 1);
  REQUIRE(EVP_EncryptUpdate(copy.get(), second.data(), &n, text.data(), 20) == 1);
  CHECK(first == second);
  CHECK(EVP_CIPHER_CTX_copy(late.get(), context.get()) == 0);

  // Copies share what counts their IVs: none comes twice.
  const CipherContext counting = tls_end(cce(), true, key, {1, 2, 3, 4}), also(EVP_CIPHER_CTX_new());
  REQUIRE(EVP_CIPHER_CTX_copy(also.get(), counting.get()) == 1);
  for (uint8_t number = 0; number < 6; ++number) {
    Octets made(8);
    EVP_CIPHER_CTX* const next = number % 2 == 0 ? counting.get() : also.get();
    REQUIRE(EVP_CIPHER_CTX_ctrl(next, EVP_CTRL_GCM_IV_GEN, 8, made.data()) == 1);
    REQUIRE(made == Octets{0, 0, 0, 0, 0, 0, 0, number});
    REQUIRE(EVP_EncryptFinal_ex(next, nullptr, &n) == 1);
  }
}

TEST_CASE("records of TLS 1.2: the default provider opens ours, we open its; ours count, and are approved") {
  RandomBytes random(111);
  const Octets key = random.bytes(32), salt = random.bytes(4);
  for (const bool ours : {true, false}) {
    const CipherContext sealing = tls_end(ours ? cce() : other(), true, key, salt);
    const CipherContext opening = tls_end(ours ? other() : cce(), false, key, salt);
    for (uint8_t sequence = 0; sequence < 20; ++sequence) {
      const size_t size = sequence == 0 ? 0 : random.below(16000);
      const Octets text = random.bytes(size);
      Octets record(8 + size + 16);
      std::copy(text.begin(), text.end(), record.begin() + 8);
      Octets header = record_header(sequence, 8 + size);
      int n = 0;
      REQUIRE(EVP_CIPHER_CTX_ctrl(sealing.get(), EVP_CTRL_AEAD_TLS1_AAD, 13, header.data()) == 16);
      REQUIRE(EVP_CipherUpdate(sealing.get(), record.data(), &n, record.data(), static_cast<int>(record.size())) == 1);
      REQUIRE(n == static_cast<int>(record.size()));
      if (ours) {
        REQUIRE(Octets(record.begin(), record.begin() + 8) == Octets{0, 0, 0, 0, 0, 0, 0, sequence});
        REQUIRE(unsigned_param(sealing.get(), "iv-generated") == 1);
      }
      const bool forged = sequence % 5 == 4;
      if (forged) record[random.below(record.size())] ^= 1;
      header = record_header(sequence, record.size());
      REQUIRE(EVP_CIPHER_CTX_ctrl(opening.get(), EVP_CTRL_AEAD_TLS1_AAD, 13, header.data()) == 16);
      const int opened =
          EVP_CipherUpdate(opening.get(), record.data(), &n, record.data(), static_cast<int>(record.size()));
      REQUIRE((opened == 1) == !forged);
      if (forged) continue;
      REQUIRE(n == static_cast<int>(size));
      REQUIRE(std::equal(text.begin(), text.end(), record.begin() + 8));
    }
  }
}

TEST_CASE("numbered IVs asked for one by one") {
  const Octets key(32, 7), salt = {1, 2, 3, 4}, text(50, 8);
  const CipherContext sealing = tls_end(cce(), true, key, salt);
  for (uint8_t number = 0; number < 3; ++number) {
    Octets iv(8), out, tag(16), opened;
    int n = 0;
    REQUIRE(EVP_CIPHER_CTX_ctrl(sealing.get(), EVP_CTRL_GCM_IV_GEN, 8, iv.data()) == 1);
    REQUIRE(iv == Octets{0, 0, 0, 0, 0, 0, 0, number});
    feed(sealing.get(), {}, text, out, 20);
    REQUIRE(EVP_EncryptFinal_ex(sealing.get(), nullptr, &n) == 1);
    REQUIRE(EVP_CIPHER_CTX_ctrl(sealing.get(), EVP_CTRL_AEAD_GET_TAG, 16, tag.data()) == 1);
    const CipherContext opening = tls_end(cce(), false, key, salt);
    REQUIRE(EVP_CIPHER_CTX_ctrl(opening.get(), EVP_CTRL_GCM_SET_IV_INV, 8, iv.data()) == 1);
    feed(opening.get(), {}, out, opened, 13);
    REQUIRE(opened == text);
    REQUIRE(EVP_CIPHER_CTX_ctrl(opening.get(), EVP_CTRL_AEAD_SET_TAG, 16, tag.data()) == 1);
    REQUIRE(EVP_DecryptFinal_ex(opening.get(), nullptr, &n) == 1);
  }
}
