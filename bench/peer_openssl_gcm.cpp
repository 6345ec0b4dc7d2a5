// AES-256-GCM and random bytes of OpenSSL. The cipher is fetched once, the context lives on and keeps its key; a message
// sets its IV, and the tag travels by EVP_CIPHER_CTX_ctrl, as the manual page of EVP_EncryptInit shows it.
#include <openssl/rand.h>

#include <limits>
#include <stdexcept>

#include "peer_openssl.hpp"

namespace cce::bench {
namespace {

constexpr size_t iv_size = CCE_GCM_IV_SIZE, tag_size = CCE_GCM_TAG_SIZE;

using Cipher = Owned<EVP_CIPHER, EVP_CIPHER_free>;
using CipherContext = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

enum class Direction : int { open = 0, seal = 1 };

// A context with cipher and key; it holds a reference to the fetched cipher.
CipherContext new_gcm(OSSL_LIB_CTX* context, Bytes key, Direction direction) {
  const Cipher cipher(openssl_need(EVP_CIPHER_fetch(context, "AES-256-GCM", nullptr), "EVP_CIPHER_fetch"));
  CipherContext ctx(openssl_need(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new"));
  if (EVP_CipherInit_ex2(ctx.get(), cipher.get(), key.data(), nullptr, static_cast<int>(direction), nullptr) != 1)
    openssl_failed("EVP_CipherInit_ex2");
  return ctx;
}

// What the update functions of OpenSSL take.
int length(Bytes bytes) {
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max())) throw std::length_error("more than an int");
  return static_cast<int>(bytes.size());
}

// A null key keeps the one that the context has.
bool seal(EVP_CIPHER_CTX* ctx, const uint8_t* key, const uint8_t* iv, const uint8_t* plaintext, int size,
          uint8_t* out) {
  int written = 0, rest = 0;
  return EVP_EncryptInit_ex2(ctx, nullptr, key, iv, nullptr) == 1 &&
         EVP_EncryptUpdate(ctx, out, &written, plaintext, size) == 1 && written == size &&
         EVP_EncryptFinal_ex(ctx, out + size, &rest) == 1 &&
         EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, int{tag_size}, out + size) == 1;
}

}  // namespace

MaybeOperation OpensslPeer::gcm_seal(Bytes key, Bytes iv, Bytes plaintext) {
  return operation(plaintext.size() + tag_size,
                   [=, size = length(plaintext), ctx = new_gcm(context_.get(), key, Direction::seal)](uint8_t* out) {
                     return seal(ctx.get(), nullptr, iv.data(), plaintext.data(), size, out);
                   });
}

MaybeOperation OpensslPeer::gcm_seal_random_iv(Bytes key, Bytes plaintext) {
  return operation(iv_size + plaintext.size() + tag_size,
                   [=, context = context_.get(), size = length(plaintext),
                    ctx = new_gcm(context_.get(), key, Direction::seal)](uint8_t* out) {
                     return RAND_bytes_ex(context, out, iv_size, 0) == 1 &&
                            seal(ctx.get(), nullptr, out, plaintext.data(), size, out + iv_size);
                   });
}

MaybeOperation OpensslPeer::gcm_seal_new_key(Bytes key, Bytes iv, Bytes plaintext) {
  return operation(plaintext.size() + tag_size,
                   [=, size = length(plaintext), ctx = new_gcm(context_.get(), key, Direction::seal)](uint8_t* out) {
                     return seal(ctx.get(), key.data(), iv.data(), plaintext.data(), size, out);
                   });
}

MaybeOperation OpensslPeer::gcm_open(Bytes key, Bytes iv, Bytes sealed) {
  const Bytes ciphertext = sealed.first(sealed.size() - tag_size);
  // The tag goes in by a pointer to non-const, and is only read.
  void* tag = const_cast<uint8_t*>(sealed.last(tag_size).data());
  return operation(ciphertext.size(),
                   [=, size = length(ciphertext), ctx = new_gcm(context_.get(), key, Direction::open)](uint8_t* out) {
                     int written = 0, rest = 0;
                     return EVP_DecryptInit_ex2(ctx.get(), nullptr, nullptr, iv.data(), nullptr) == 1 &&
                            EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_AEAD_SET_TAG, int{tag_size}, tag) == 1 &&
                            EVP_DecryptUpdate(ctx.get(), out, &written, ciphertext.data(), size) == 1 &&
                            written == size && EVP_DecryptFinal_ex(ctx.get(), out + size, &rest) == 1;
                   });
}

MaybeOperation OpensslPeer::random(size_t size) {
  return operation(size,
                   [=, context = context_.get()](uint8_t* out) { return RAND_bytes_ex(context, out, size, 0) == 1; });
}

}  // namespace cce::bench
