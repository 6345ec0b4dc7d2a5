// AES-256-GCM for the records of TLS 1.2 (RFC 5288): nonce_explicit counts in the module, which makes sealing approved. The
// records of TLS 1.3 come as messages with an IV that libssl has counted.
#include <algorithm>

#include "provider/aes_gcm.hpp"

namespace cce::provider::gcm {
namespace {

// RFC 5246 section 6.2.3.3: the length is the last two bytes of the additional data.
size_t length_in(const std::array<uint8_t, tls_aad_size>& aad) {
  return size_t{aad[tls_aad_size - 2]} << 8 | aad[tls_aad_size - 1];
}

}  // namespace

bool set_tls_fixed(Context& context, Bytes fixed) {
  if (fixed.size() != tls_fixed) return refuse(context.provider, Reason::wrong_length);
  if (context.key.get() == nullptr) return refuse(context.provider, Reason::no_key);
  context.iv.fill(0);
  std::copy(fixed.begin(), fixed.end(), context.iv.begin());
  context.iv_size = CCE_GCM_IV_SIZE;
  context.state = Iv::spent;  // until a record brings the rest
  if (!context.is_sealing) return true;
  cce_gcm_sealer* made = nullptr;
  // A key of TLS is derived for one direction of one connection: its nonces count from 0.
  if (!is_done(context.provider, cce_gcm_sealer_new(context.key.get(), fixed.data(), fixed.size(), 0, &made))) return false;
  return context.sealer.set(context.provider, made);
}

size_t set_tls_aad(Context& context, Bytes aad) {
  if (aad.size() != tls_aad_size) return refuse(context.provider, Reason::wrong_record);
  std::copy(aad.begin(), aad.end(), context.tls_aad.begin());
  // What libssl counts is the record with nonce_explicit, and on the way in with the tag.
  const size_t around = tls_explicit + (context.is_sealing ? 0 : CCE_GCM_TAG_SIZE);
  size_t length = length_in(context.tls_aad);
  if (length < around) return refuse(context.provider, Reason::wrong_record);
  length -= around;
  context.tls_aad[tls_aad_size - 2] = static_cast<uint8_t>(length >> 8);
  context.tls_aad[tls_aad_size - 1] = static_cast<uint8_t>(length);
  context.is_tls_record = true;
  return CCE_GCM_TAG_SIZE;
}

bool crypt_tls_record(Context& context, MutableBytes record, size_t& size) {
  context.is_tls_record = false;
  context.state = Iv::spent;
  if (record.size() < tls_explicit + CCE_GCM_TAG_SIZE) return refuse(context.provider, Reason::wrong_record);
  if (context.key.get() == nullptr) return refuse(context.provider, Reason::no_key);
  const size_t n = record.size() - tls_explicit - CCE_GCM_TAG_SIZE;
  uint8_t* const text = record.data() + tls_explicit;
  uint8_t* const tag = text + n;
  if (context.is_sealing) {
    if (context.sealer.get() == nullptr) return refuse(context.provider, Reason::no_iv);
    const cce_result result = cce_gcm_sealer_seal(context.sealer.get(), context.tls_aad.data(), tls_aad_size, text, n,
                                                  context.iv.data(), text, tag);
    if (!is_done(context.provider, result)) return false;
    context.is_generated = result == CCE_OK;
    std::copy_n(context.iv.begin() + tls_fixed, tls_explicit, record.begin());
    size = record.size();
    return true;
  }
  std::copy_n(record.begin(), tls_explicit, context.iv.begin() + tls_fixed);
  if (!is_done(context.provider, cce_gcm_open(context.key.get(), context.iv.data(), CCE_GCM_IV_SIZE, context.tls_aad.data(),
                                              tls_aad_size, text, n, tag, CCE_GCM_TAG_SIZE, text)))
    return false;
  size = n;
  return true;
}

}  // namespace cce::provider::gcm
