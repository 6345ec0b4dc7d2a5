// What the parts of AES-256-GCM share: the context of a key, a message under way, and records of TLS 1.2.
#pragma once

#include <array>

#include "provider/core.hpp"
#include "provider/params.hpp"

namespace cce::provider::gcm {

constexpr size_t max_iv = 128;       // as OpenSSL's own
constexpr size_t tls_fixed = 4;      // the salt of RFC 5288 section 3, in bytes
constexpr size_t tls_explicit = 8;   // nonce_explicit
constexpr size_t tls_aad_size = 13;  // the additional data of RFC 5246 section 6.2.3.3

// Where the IV of the next message, or of the one under way, comes from.
enum class Iv : uint8_t {
  none,   // sealing makes one
  given,  // and not used yet
  taken,  // by the message that is under way
  spent,  // by a message that has ended: another one is needed
};

struct Context {
  explicit Context(const Provider& of) : provider(of) {}
  Context(const Context&) = delete;
  ~Context();

  // A new key; the message under way and the sealer go.
  bool set_key(Bytes bytes);
  bool set_iv(Bytes bytes);
  // Begins a message, if none is under way.
  bool begin();
  // The next IV of the sealer, and a message with it.
  bool begin_counted();

  const Provider& provider;
  cce_gcm_key* key = nullptr;
  cce_gcm_stream* stream = nullptr;
  cce_gcm_sealer* sealer = nullptr;  // of TLS 1.2: the IVs count
  bool is_sealing = false;
  bool is_generated = false;  // the IV is the module's own
  Iv state = Iv::none;
  std::array<uint8_t, max_iv> iv{};
  size_t iv_size = CCE_GCM_IV_SIZE;
  std::array<uint8_t, CCE_GCM_TAG_SIZE> tag{};
  size_t tag_size = 0;  // 0: there is none
  std::array<uint8_t, tls_aad_size> tls_aad{};
  bool is_tls_record = false;
};

// ---- Records of TLS 1.2

// The fixed part of the IVs.
bool set_tls_fixed(Context& context, Bytes fixed);
// The additional data of the next record, whose length becomes that of the plaintext. 16, by which a record grows, or 0.
size_t set_tls_aad(Context& context, Bytes aad);
// Seals or opens a record in place: nonce_explicit, text, tag. size becomes that of what is at out.
bool crypt_tls_record(Context& context, MutableBytes record, size_t& size);

// ---- Parameters

extern const OSSL_DISPATCH functions[];
int get_params(OSSL_PARAM* params);
int get_context_params(void* context, OSSL_PARAM* params);
int set_context_params(void* context, const OSSL_PARAM* params);
const OSSL_PARAM* gettable_params(void* provider);
const OSSL_PARAM* gettable_context_params(void* context, void* provider);
const OSSL_PARAM* settable_context_params(void* context, void* provider);

}  // namespace cce::provider::gcm
