#include "aes/gcm.hpp"

#include "api/gcm_key.hpp"
#include "drbg/rand.hpp"
#include "module/serve.hpp"

using namespace cce;
using namespace cce::api;
using module::Call;
using module::serve;
using module::Service;

namespace {

Status make(Bytes key_bytes, bool is_generated, cce_gcm_key** key) {
  *key = make_handle<cce_gcm_key>(locked::keys, [&](cce_gcm_key& made) {
    made.invocations.store(0, std::memory_order_relaxed);
    made.process = Epoch::process_of(the_epoch.current());
    made.is_generated = is_generated;
    gcm::init(made.key, key_bytes.first<gcm::key_size>());
  });
  return *key == nullptr ? Status::memory : Status::ok;
}

}  // namespace

cce_result cce_gcm_key_generate(cce_gcm_key** key) {
  return serve(Service::gcm_generate, [&](Call&) {
    if (key == nullptr) return Status::argument;
    *key = nullptr;
    Secret<std::array<uint8_t, gcm::key_size>> bytes;
    if (const Status s = rand::random(*bytes); s != Status::ok) return s;
    return make(*bytes, true, key);
  });
}

cce_result cce_gcm_key_import(const void* key_bytes, size_t key_len, cce_gcm_key** key) {
  return serve(Service::gcm, [&](Call&) {
    if (key == nullptr) return Status::argument;
    *key = nullptr;
    if (key_len != gcm::key_size || !is_range(key_bytes, key_len)) return Status::argument;
    return make(bytes(key_bytes, key_len), false, key);
  });
}

void cce_gcm_key_free(cce_gcm_key* key) { locked::keys.give_back(key); }

cce_result cce_gcm_seal(cce_gcm_key* key, const void* aad, size_t aad_len, const void* pt, size_t pt_len, void* iv,
                        void* ct, void* tag) {
  return serve(Service::gcm_generate, [&](Call&) {
    if (key == nullptr || iv == nullptr || !are_seal_arguments(aad, aad_len, pt, pt_len, iv, ct, tag))
      return Status::argument;
    if (!key->is_usable()) return Status::key;
    if (pt_len > gcm::max_plaintext) return Status::limit;
    // Counted before the IV is made: an invocation that fails later may have been seen by somebody.
    if (key->invocations.fetch_add(1, std::memory_order_relaxed) >= invocation_limit) return Status::limit;
    std::array<uint8_t, gcm::iv_size> fresh;
    if (const Status s = rand::random(fresh); s != Status::ok) return s;
    Status s = gcm::seal(key->key, fresh, bytes(aad, aad_len), bytes(pt, pt_len), static_cast<uint8_t*>(ct),
                         bytes(tag, gcm::tag_size));
    s = checked_after(*key, s, ct, pt_len, tag, gcm::tag_size);
    if (s == Status::ok) std::memcpy(iv, fresh.data(), fresh.size());
    return s;
  });
}

cce_result cce_gcm_open(const cce_gcm_key* key, const void* iv, size_t iv_len, const void* aad, size_t aad_len,
                        const void* ct, size_t ct_len, const void* tag, size_t tag_len, void* pt) {
  return serve(Service::gcm, [&](Call&) {
    if (key == nullptr || !is_range(iv, iv_len) || !is_range(aad, aad_len) || !is_range(ct, ct_len) ||
        !is_range(tag, tag_len) || !is_range(pt, ct_len) || !is_apart_or_in_place(pt, ct_len, ct, ct_len) ||
        !is_apart(pt, ct_len, iv, iv_len) || !is_apart(pt, ct_len, aad, aad_len) || !is_apart(pt, ct_len, tag, tag_len))
      return Status::argument;
    if (!key->is_usable()) return Status::key;
    const Status s = gcm::open(key->key, bytes(iv, iv_len), bytes(aad, aad_len), bytes(ct, ct_len), bytes(tag, tag_len),
                               static_cast<uint8_t*>(pt));
    return checked_after(*key, s, pt, ct_len, nullptr, 0);
  });
}

cce_result cce_gcm_seal_with_iv(const cce_gcm_key* key, const void* iv, size_t iv_len, const void* aad, size_t aad_len,
                                const void* pt, size_t pt_len, void* ct, void* tag, size_t tag_len) {
  return serve(Service::gcm, [&](Call& call) {
    call.approved_if(false);
    if (key == nullptr || !is_range(iv, iv_len) || !is_range(aad, aad_len) || !is_range(pt, pt_len) ||
        !is_range(ct, pt_len) || !is_range(tag, tag_len) || !is_apart_or_in_place(ct, pt_len, pt, pt_len) ||
        !is_apart(ct, pt_len, iv, iv_len) || !is_apart(ct, pt_len, aad, aad_len) ||
        !is_apart(tag, tag_len, ct, pt_len) || !is_apart(tag, tag_len, pt, pt_len) ||
        !is_apart(tag, tag_len, iv, iv_len) || !is_apart(tag, tag_len, aad, aad_len))
      return Status::argument;
    if (!key->is_usable()) return Status::key;
    const Status s = gcm::seal(key->key, bytes(iv, iv_len), bytes(aad, aad_len), bytes(pt, pt_len),
                               static_cast<uint8_t*>(ct), bytes(tag, tag_len));
    return checked_after(*key, s, ct, pt_len, tag, tag_len);
  });
}
