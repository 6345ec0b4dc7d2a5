// AES-256-GCM and random bytes of Botan.
#include <botan/aead.h>
#include <botan/auto_rng.h>

#include <algorithm>

#include "peer_botan.hpp"

namespace cce::bench {
namespace {

constexpr size_t iv_size = CCE_GCM_IV_SIZE, tag_size = CCE_GCM_TAG_SIZE;

using Mode = std::unique_ptr<Botan::AEAD_Mode>;
using Buffer = Botan::secure_vector<uint8_t>;

// Botan 3 spells them as names of a class; a template, so that only the installed version's spelling has to compile.
template <class Direction = Botan::Cipher_Dir>
constexpr Direction sealing() {
  if constexpr (requires { Direction::Encryption; })
    return Direction::Encryption;
  else
    return Direction::ENCRYPTION;
}
template <class Direction = Botan::Cipher_Dir>
constexpr Direction opening() {
  if constexpr (requires { Direction::Decryption; })
    return Direction::Decryption;
  else
    return Direction::DECRYPTION;
}

Mode new_gcm(Botan::Cipher_Dir direction, Bytes key) {
  Mode mode = Botan::AEAD_Mode::create_or_throw("AES-256/GCM", direction);
  mode->set_key(key.data(), key.size());
  return mode;
}

// Botan works in place, on a vector that grows by the tag when it seals. It keeps its memory from message to message.
void seal(Botan::AEAD_Mode& mode, const uint8_t* iv, Bytes plaintext, Buffer& buffer, uint8_t* out) {
  buffer.assign(plaintext.begin(), plaintext.end());
  mode.start(iv, iv_size);
  mode.finish(buffer);
  std::copy(buffer.begin(), buffer.end(), out);
}

}  // namespace

MaybeOperation BotanPeer::gcm_seal(Bytes key, Bytes iv, Bytes plaintext) {
  return operation(plaintext.size() + tag_size,
                   [=, mode = new_gcm(sealing(), key), buffer = Buffer()](uint8_t* out) mutable {
                     seal(*mode, iv.data(), plaintext, buffer, out);
                     return true;
                   });
}

MaybeOperation BotanPeer::gcm_seal_random_iv(Bytes key, Bytes plaintext) {
  return operation(iv_size + plaintext.size() + tag_size,
                   [=, mode = new_gcm(sealing(), key), rng = std::make_unique<Botan::AutoSeeded_RNG>(),
                    buffer = Buffer()](uint8_t* out) mutable {
                     rng->randomize(out, iv_size);
                     seal(*mode, out, plaintext, buffer, out + iv_size);
                     return true;
                   });
}

MaybeOperation BotanPeer::gcm_seal_new_key(Bytes key, Bytes iv, Bytes plaintext) {
  return operation(plaintext.size() + tag_size,
                   [=, mode = new_gcm(sealing(), key), buffer = Buffer()](uint8_t* out) mutable {
                     mode->set_key(key.data(), key.size());
                     seal(*mode, iv.data(), plaintext, buffer, out);
                     return true;
                   });
}

MaybeOperation BotanPeer::gcm_open(Bytes key, Bytes iv, Bytes sealed) {
  return operation(sealed.size() - tag_size,
                   [=, mode = new_gcm(opening(), key), buffer = Buffer()](uint8_t* out) mutable {
                     buffer.assign(sealed.begin(), sealed.end());
                     mode->start(iv.data(), iv.size());
                     mode->finish(buffer);
                     std::copy(buffer.begin(), buffer.end(), out);
                     return true;
                   });
}

MaybeOperation BotanPeer::random(size_t size) {
  return operation(size, [=, rng = std::make_unique<Botan::AutoSeeded_RNG>()](uint8_t* out) {
    rng->randomize(out, size);
    return true;
  });
}

}  // namespace cce::bench
