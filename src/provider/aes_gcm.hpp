// What the parts of AES-256-GCM share: the context of a key, a message under way, and records of TLS 1.2.
#pragma once

#include <array>
#include <atomic>

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

// A handle of the module's that copies of a context share: a key, or what counts its IVs for all of them.
template <class T, void (*free)(T*)>
class Shared {
 public:
  Shared() = default;
  Shared(const Shared& from) : object_(from.object_) {
    if (object_ != nullptr) object_->references.fetch_add(1, std::memory_order_relaxed);
  }
  Shared& operator=(const Shared&) = delete;
  ~Shared() { reset(); }

  void reset() {
    if (object_ != nullptr && object_->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      free(object_->handle);
      destroy(object_);
    }
    object_ = nullptr;
  }

  // Takes the handle over; false, and it is freed, when there is no memory.
  bool set(const Provider& provider, T* handle) {
    auto* const made = make<Object>(provider);
    if (made == nullptr) {
      free(handle);
      return false;
    }
    made->handle = handle;
    reset();
    object_ = made;
    return true;
  }

  T* get() const { return object_ == nullptr ? nullptr : object_->handle; }

 private:
  struct Object {
    std::atomic<int> references{1};
    T* handle = nullptr;
  };
  Object* object_ = nullptr;
};

struct Context {
  explicit Context(const Provider& of) : provider(of) {}
  // Everything but a message that is under way: of that there is none to be had in a copy.
  Context(const Context& from);
  ~Context() { cce_gcm_stream_free(stream); }

  // A new key; the message under way and the sealer go.
  bool set_key(Bytes bytes);
  bool set_iv(Bytes bytes);
  // Begins a message, if none is under way.
  bool begin();
  // The next IV of the sealer, and a message with it.
  bool begin_counted();

  const Provider& provider;
  Shared<cce_gcm_key, cce_gcm_key_free> key;
  Shared<cce_gcm_sealer, cce_gcm_sealer_free> sealer;  // of TLS 1.2: the IVs count
  cce_gcm_stream* stream = nullptr;
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
