// AES-256-GCM and random bytes of CCE.
#include <stdexcept>

#include "owned.hpp"
#include "peer_cce.hpp"

namespace cce::bench {
namespace {

constexpr size_t iv_size = CCE_GCM_IV_SIZE, tag_size = CCE_GCM_TAG_SIZE;

using GcmKey = Owned<cce_gcm_key, cce_gcm_key_free>;

GcmKey import_key(Bytes bytes) {
  cce_gcm_key* key = nullptr;
  if (const cce_result result = cce_gcm_key_import(bytes.data(), bytes.size(), &key); result != CCE_OK)
    throw std::runtime_error(std::string("cce_gcm_key_import: ") + cce_result_text(result));
  return GcmKey(key);
}

// The caller answers for the IV, so the module calls a success unapproved.
bool seal(const cce_gcm_key* key, Bytes iv, Bytes plaintext, uint8_t* out) {
  return cce_gcm_seal_with_iv(key, iv.data(), iv.size(), nullptr, 0, plaintext.data(), plaintext.size(), out,
                              out + plaintext.size(), tag_size) == CCE_OK_UNAPPROVED;
}

}  // namespace

MaybeOperation CcePeer::gcm_seal(Bytes key, Bytes iv, Bytes plaintext) {
  return operation(plaintext.size() + tag_size,
                   [=, handle = import_key(key)](uint8_t* out) { return seal(handle.get(), iv, plaintext, out); });
}

MaybeOperation CcePeer::gcm_seal_random_iv(Bytes key, Bytes plaintext) {
  return operation(iv_size + plaintext.size() + tag_size, [=, handle = import_key(key)](uint8_t* out) {
    return cce_gcm_seal(handle.get(), nullptr, 0, plaintext.data(), plaintext.size(), out, out + iv_size,
                        out + iv_size + plaintext.size()) == CCE_OK;
  });
}

MaybeOperation CcePeer::gcm_seal_new_key(Bytes key, Bytes iv, Bytes plaintext) {
  return operation(plaintext.size() + tag_size, [=](uint8_t* out) {
    cce_gcm_key* handle = nullptr;
    const bool worked =
        cce_gcm_key_import(key.data(), key.size(), &handle) == CCE_OK && seal(handle, iv, plaintext, out);
    cce_gcm_key_free(handle);
    return worked;
  });
}

MaybeOperation CcePeer::gcm_open(Bytes key, Bytes iv, Bytes sealed) {
  const size_t size = sealed.size() - tag_size;
  return operation(size, [=, handle = import_key(key)](uint8_t* out) {
    return cce_gcm_open(handle.get(), iv.data(), iv.size(), nullptr, 0, sealed.data(), size, sealed.data() + size,
                        tag_size, out) == CCE_OK;
  });
}

MaybeOperation CcePeer::random(size_t size) {
  return operation(size, [=](uint8_t* out) { return cce_random(out, size) == CCE_OK; });
}

}  // namespace cce::bench
