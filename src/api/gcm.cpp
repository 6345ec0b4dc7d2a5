#include "aes/gcm.hpp"

#include "api/batch.hpp"
#include "api/gcm_key.hpp"
#include "drbg/rand.hpp"
#include "module/serve.hpp"

using namespace cce;
using namespace cce::api;
using module::Call;
using module::MakingCall;
using module::serve;
using module::Service;

namespace {

Status make(const MakingCall& call, Bytes key_bytes, bool is_generated, cce_gcm_key** key) {
  return make_handle(call, locked::keys, key, [&](cce_gcm_key& made) {
    made.invocations.store(0, std::memory_order_relaxed);
    made.process = Epoch::process_of(the_epoch.current());
    made.is_generated = is_generated;
    gcm::init(made.key, key_bytes.first<gcm::key_size>());
  });
}

// What can be told of a seal before it is counted as an invocation.
Status check_seal(const cce_gcm_key* key, const void* aad, size_t aad_len, const void* pt, size_t pt_len,
                  const void* iv, const void* ct, const void* tag) {
  if (key == nullptr || iv == nullptr || !are_seal_arguments(aad, aad_len, pt, pt_len, iv, ct, tag))
    return Status::argument;
  if (!key->is_usable()) return Status::key;
  return pt_len > gcm::max_plaintext ? Status::limit : Status::ok;
}

// With an IV that was made for this seal.
Status seal_with(const cce_gcm_key& key, const uint8_t* fresh, const void* aad, size_t aad_len, const void* pt,
                 size_t pt_len, void* iv, void* ct, void* tag) {
  Status s = gcm::seal(key.key, {fresh, gcm::iv_size}, bytes(aad, aad_len), bytes(pt, pt_len),
                       static_cast<uint8_t*>(ct), bytes(tag, gcm::tag_size));
  s = checked_after(key, s, ct, pt_len, tag, gcm::tag_size);
  if (s == Status::ok) std::memcpy(iv, fresh, gcm::iv_size);
  return s;
}

Status open_one(const cce_gcm_key* key, const void* iv, size_t iv_len, const void* aad, size_t aad_len, const void* ct,
                size_t ct_len, const void* tag, size_t tag_len, void* pt) {
  if (key == nullptr || !is_range(iv, iv_len) || !is_range(aad, aad_len) || !is_range(ct, ct_len) ||
      !is_range(tag, tag_len) || !is_range(pt, ct_len) || !is_apart_or_in_place(pt, ct_len, ct, ct_len) ||
      !is_apart(pt, ct_len, iv, iv_len) || !is_apart(pt, ct_len, aad, aad_len) || !is_apart(pt, ct_len, tag, tag_len))
    return Status::argument;
  if (!key->is_usable()) return Status::key;
  const Status s = gcm::open(key->key, bytes(iv, iv_len), bytes(aad, aad_len), bytes(ct, ct_len), bytes(tag, tag_len),
                             static_cast<uint8_t*>(pt));
  return checked_after(*key, s, pt, ct_len, nullptr, 0);
}

Status check_seal(const Batch<cce_gcm_seal_item>& batch, const cce_gcm_seal_item& item) {
  if (!batch.is_apart_from(item.iv, gcm::iv_size) || !batch.is_apart_from(item.ct, item.pt_len) ||
      !batch.is_apart_from(item.tag, gcm::tag_size))
    return Status::argument;
  return check_seal(item.key, item.aad, item.aad_len, item.pt, item.pt_len, item.iv, item.ct, item.tag);
}

// Of so many items under one key the invocations are counted, and the IVs made, at once: each of the two is a locked
// instruction, which the processor waits for.
constexpr size_t together = 8;

// items[0..n), checked and under one key.
void seal_run(Batch<cce_gcm_seal_item>& batch, cce_gcm_seal_item* items, size_t n) {
  cce_gcm_key& key = *items->key;
  const uint64_t before = key.invocations.fetch_add(n, std::memory_order_relaxed);
  std::array<uint8_t, together * gcm::iv_size> fresh;
  uint64_t epoch = the_epoch.current();
  Status drawn = rand::random(MutableBytes(fresh).first(n * gcm::iv_size));
  for (size_t i = 0; i < n; ++i) {
    cce_gcm_seal_item& item = items[i];
    uint8_t* const iv = &fresh[i * gcm::iv_size];
    // Should a signal handler have forked in the midst of it, the two processes do not go on with the same IVs.
    if (!the_epoch.is_still(epoch)) [[unlikely]] {
      epoch = the_epoch.current();
      drawn = rand::random({iv, (n - i) * gcm::iv_size});
    }
    Status s = before >= invocation_limit || before + i >= invocation_limit ? Status::limit : drawn;
    if (s == Status::ok)
      s = seal_with(key, iv, item.aad, item.aad_len, item.pt, item.pt_len, item.iv, item.ct, item.tag);
    batch.note(item, s);
  }
}

}  // namespace

cce_result cce_gcm_key_generate(cce_gcm_key** key) {
  return serve(Service::gcm_generate, [&](MakingCall& call) {
    if (key == nullptr) return Status::argument;
    *key = nullptr;
    Secret<std::array<uint8_t, gcm::key_size>> bytes;
    if (const Status s = rand::random(*bytes); s != Status::ok) return s;
    return make(call, *bytes, true, key);
  });
}

cce_result cce_gcm_key_import(const void* key_bytes, size_t key_len, cce_gcm_key** key) {
  return serve(Service::gcm, [&](MakingCall& call) {
    if (key == nullptr) return Status::argument;
    *key = nullptr;
    if (key_len != gcm::key_size || !is_range(key_bytes, key_len)) return Status::argument;
    return make(call, bytes(key_bytes, key_len), false, key);
  });
}

void cce_gcm_key_free(cce_gcm_key* key) { locked::keys.give_back(key); }

cce_result cce_gcm_seal(cce_gcm_key* key, const void* aad, size_t aad_len, const void* pt, size_t pt_len, void* iv,
                        void* ct, void* tag) {
  return serve(Service::gcm_generate, [&](Call&) {
    if (const Status s = check_seal(key, aad, aad_len, pt, pt_len, iv, ct, tag); s != Status::ok) return s;
    // Counted before the IV is made: an invocation that fails later may have been seen by somebody.
    if (key->invocations.fetch_add(1, std::memory_order_relaxed) >= invocation_limit) return Status::limit;
    std::array<uint8_t, gcm::iv_size> fresh;
    if (const Status s = rand::random(fresh); s != Status::ok) return s;
    return seal_with(*key, fresh.data(), aad, aad_len, pt, pt_len, iv, ct, tag);
  });
}

cce_result cce_gcm_open(const cce_gcm_key* key, const void* iv, size_t iv_len, const void* aad, size_t aad_len,
                        const void* ct, size_t ct_len, const void* tag, size_t tag_len, void* pt) {
  return serve(Service::gcm,
               [&](Call&) { return open_one(key, iv, iv_len, aad, aad_len, ct, ct_len, tag, tag_len, pt); });
}

cce_result cce_gcm_seal_batch(cce_gcm_seal_item* items, size_t count) {
  return serve_batch(Service::gcm_generate, items, count, [](Batch<cce_gcm_seal_item>& batch) {
    for (cce_gcm_seal_item* item = batch.begin(); item != batch.end();) {
      size_t n = 0;
      Status next = Status::ok;
      while (n < together && item + n != batch.end() && item[n].key == item->key && next == Status::ok)
        if (next = check_seal(batch, item[n]); next == Status::ok) ++n;
      if (n != 0) seal_run(batch, item, n);
      item += n;
      if (next != Status::ok) batch.note(*item++, next);
    }
    return Status::ok;
  });
}

cce_result cce_gcm_open_batch(cce_gcm_open_item* items, size_t count) {
  return serve_batch(Service::gcm, items, count, [](Batch<cce_gcm_open_item>& batch) {
    for (cce_gcm_open_item& item : batch)
      batch.note(item, batch.is_apart_from(item.pt, item.ct_len)
                           ? open_one(item.key, item.iv, item.iv_len, item.aad, item.aad_len, item.ct, item.ct_len,
                                      item.tag, item.tag_len, item.pt)
                           : Status::argument);
    return Status::ok;
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
