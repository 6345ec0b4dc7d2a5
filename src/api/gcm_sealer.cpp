// SP 800-38D section 8.2.1: the deterministic construction of IVs. The comparison of numbers that keeps an IV from being
// made twice is here and nowhere else.
#include <cstring>

#include "api/gcm_key.hpp"
#include "api/gcm_stream.hpp"
#include "base/endian.hpp"
#include "base/registers.hpp"
#include "module/serve.hpp"

// As cce_gcm_key, with its own copy of the key. What fork copies of it is of no use: a sealer knows its process.
struct cce_gcm_sealer : cce::api::Handle<0x6365'2d73'6561'6c2d> {
  uint32_t process;
  bool is_approved;
  std::array<uint8_t, cce::gcm::iv_size> fixed;  // with zeros where nothing is fixed
  uint64_t end;                                  // this number, and all above it, are not used
  std::atomic<uint64_t> next;
  cce::gcm::Key key;

  bool is_usable() const { return Handle::is_usable() && process == cce::Epoch::process_of(cce::the_epoch.current()); }
};

using namespace cce;
using namespace cce::api;
using module::Call;
using module::MakingCall;
using module::serve;
using module::Service;

namespace {

// Section 8.2.1 leaves the lengths to the implementation; IG C.H asks for 32 bits of either field at least.
constexpr size_t min_fixed = 4, max_fixed = 8;
constexpr size_t mask_counter = 8;  // of a fixed field as long as the IV: the counter's bytes

constexpr bool is_fixed_length(size_t n) { return (n >= min_fixed && n <= max_fixed) || n == gcm::iv_size; }

// 2^b - 1, where the counter has b bits.
constexpr uint64_t last_number(size_t fixed_len) {
  const size_t bytes = fixed_len == gcm::iv_size ? mask_counter : gcm::iv_size - fixed_len;
  return UINT64_MAX >> (64 - 8 * bytes);
}

// The sealer gets the key's invocations, all of them, or there is none. Only the process that made the key can tell that
// nobody else has: a child's copy of the count knows nothing of the parent.
bool take_all_invocations(cce_gcm_key& key) {
  uint64_t none = 0;
  return key.process == Epoch::process_of(the_epoch.current()) &&
         key.invocations.compare_exchange_strong(none, invocation_limit, std::memory_order_acq_rel);
}

// The next number, for this call alone; false at the end. Not fetch_add: refused calls would carry the counter on, and
// over its end to 0.
bool take_number(cce_gcm_sealer& sealer, uint64_t& n) {
  n = sealer.next.load(std::memory_order_relaxed);
  while (n < sealer.end)
    if (sealer.next.compare_exchange_weak(n, n + 1, std::memory_order_relaxed)) return true;
  return false;
}

// The IV of number n, for either form: the bytes of fixed that the number does not reach stay, where it does they are zeros
// or a mask.
std::array<uint8_t, gcm::iv_size> iv_of(const cce_gcm_sealer& sealer, uint64_t n) {
  std::array<uint8_t, gcm::iv_size> made = sealer.fixed;
  store_be(&made[4], load_be<uint64_t>(&made[4]) ^ n);
  return made;
}

}  // namespace

cce_result cce_gcm_sealer_new(cce_gcm_key* key, const void* fixed, size_t fixed_len, uint64_t first,
                              cce_gcm_sealer** sealer) {
  return serve(Service::gcm, [&](MakingCall& call) {
    if (sealer == nullptr) return Status::argument;
    *sealer = nullptr;
    if (key == nullptr || fixed == nullptr || !is_fixed_length(fixed_len)) return Status::argument;
    if (!key->is_usable()) return Status::key;
    if (first >= last_number(fixed_len)) return Status::limit;
    cce_gcm_sealer* made;
    const Status status = make_handle(call, locked::keys, &made, [&](cce_gcm_sealer& s) {
      s.process = key->process;
      s.is_approved = key->is_generated || first == 0;
      s.fixed.fill(0);
      std::memcpy(s.fixed.data(), fixed, fixed_len);
      s.end = last_number(fixed_len);
      s.next.store(first, std::memory_order_relaxed);
      gcm::copy(s.key, key->key);
      registers::clear();
    });
    if (status != Status::ok) return status;
    // Looked at again: of a key that was zeroised meanwhile the copy may be of zeros.
    if (!key->is_usable() || !take_all_invocations(*key)) {
      locked::keys.give_back(made);
      return Status::key;
    }
    call.approved_if(made->is_approved);
    *sealer = made;
    return Status::ok;
  });
}

cce_result cce_gcm_sealer_seal(cce_gcm_sealer* sealer, const void* aad, size_t aad_len, const void* pt, size_t pt_len,
                               void* iv, void* ct, void* tag) {
  return serve(Service::gcm, [&](Call& call) {
    if (sealer == nullptr || !are_seal_arguments(aad, aad_len, pt, pt_len, iv, ct, tag)) return Status::argument;
    if (!sealer->is_usable()) return Status::key;
    if (pt_len > gcm::max_plaintext) return Status::limit;
    call.approved_if(sealer->is_approved);
    uint64_t n;
    if (!take_number(*sealer, n)) return Status::limit;
    const std::array<uint8_t, gcm::iv_size> made = iv_of(*sealer, n);
    Status s = gcm::seal(sealer->key, made, bytes(aad, aad_len), bytes(pt, pt_len), static_cast<uint8_t*>(ct),
                         bytes(tag, gcm::tag_size));
    // Should a signal handler have forked in the midst of it, only one of the two processes gives out what this IV made.
    s = checked_after(*sealer, s, ct, pt_len, tag, gcm::tag_size);
    if (s == Status::ok && iv != nullptr) std::memcpy(iv, made.data(), made.size());
    return s;
  });
}

cce_result cce_gcm_stream_seal_next(cce_gcm_stream* stream, cce_gcm_sealer* sealer, void* iv) {
  return serve(Service::gcm, [&](Call& call) {
    if (stream == nullptr || sealer == nullptr) return Status::argument;
    if (!stream->is_usable() || !sealer->is_usable()) return Status::key;
    call.approved_if(sealer->is_approved);
    uint64_t n;
    if (!take_number(*sealer, n)) return Status::limit;
    const std::array<uint8_t, gcm::iv_size> made = iv_of(*sealer, n);
    const Status s = begin(*stream, *sealer, true, made, sealer->is_approved);
    if (s == Status::ok && iv != nullptr) std::memcpy(iv, made.data(), made.size());
    return s;
  });
}

void cce_gcm_sealer_free(cce_gcm_sealer* sealer) { locked::keys.give_back(sealer); }
