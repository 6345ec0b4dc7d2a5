#include "drbg/rand.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "base/epoch.hpp"
#include "base/locked_memory.hpp"
#include "base/secret.hpp"
#include "drbg/rand_thread.hpp"

namespace cce::rand {
namespace {

constinit std::atomic<SeedSource*> seed_source{nullptr};
constinit std::atomic<Freshness*> freshness{nullptr};

Status draw_seed(Seed& seed) {
  SeedSource* const source = seed_source.load(std::memory_order_acquire);
  return source == nullptr ? Status::entropy : source(seed);
}

// One generate call. The output is wiped when a failure leaves nothing to be trusted.
Status generate(ctr_drbg::State& state, MutableBytes out) {
  Freshness* const refresh = freshness.load(std::memory_order_acquire);
  Secret<uint64_t> fresh;
  const bool is_fresh = refresh != nullptr && refresh(*fresh);
  const Bytes additional_input(reinterpret_cast<const uint8_t*>(&fresh.value), is_fresh ? sizeof fresh.value : 0);
  return ctr_drbg::generate(state, additional_input, out);
}

// A request of any length, as requests of the standard's.
Status generate_all(ctr_drbg::State& state, MutableBytes out) {
  while (!out.empty()) {
    const size_t n = std::min(out.size(), drbg::max_request);
    if (const Status s = generate(state, out.first(n)); s != Status::ok) return s;
    out = out.subspan(n);
  }
  return Status::ok;
}

template <class T>
T relaxed(const std::atomic<T>& value) {
  return value.load(std::memory_order_relaxed);
}

void forget_block(Slot& slot) {
  slot.epoch.store(0, std::memory_order_relaxed);
  slot.available.store(0, std::memory_order_relaxed);
  wipe(slot.block.data(), slot.block.size());
}

// Seeds the slot for `epoch`, if it is not, or seeds it again, if that is due.
Status prepare(Slot& slot, uint64_t epoch) {
  const bool is_seeded = relaxed(slot.epoch) == epoch;
  if (is_seeded && slot.state.reseed_counter <= generates_a_seed) return Status::ok;
  if (!is_seeded) forget_block(slot);
  Secret<Seed> seed;
  if (const Status s = draw_seed(*seed); s != Status::ok) return s;
  const Status s = is_seeded ? ctr_drbg::reseed(slot.state, seed->view(), {})
                             : ctr_drbg::instantiate(slot.state, seed->entropy_input(), seed->nonce(), {});
  if (s == Status::ok) slot.epoch.store(epoch, std::memory_order_relaxed);
  return s;
}

// Copies n bytes and erases where they were, by words: two calls of the C library would take longer than that.
inline void move_out(uint8_t* to, uint8_t* from, size_t n) {
  for (; n >= sizeof(uint64_t); n -= sizeof(uint64_t), to += sizeof(uint64_t), from += sizeof(uint64_t)) {
    std::memcpy(to, from, sizeof(uint64_t));
    wipe(from, sizeof(uint64_t));
  }
  if (n >= sizeof(uint32_t)) {  // of an IV for GCM
    std::memcpy(to, from, sizeof(uint32_t));
    wipe(from, sizeof(uint32_t));
    n -= sizeof(uint32_t), to += sizeof(uint32_t), from += sizeof(uint32_t);
  }
  for (; n != 0; --n, ++to, ++from) {
    *to = *from;
    wipe(from, 1);
  }
}

// The next bytes of the block, of which `available` are left; out.size() <= available <= block_size. That number is read
// once, by the caller: should the slot become zeros in the midst of this (a signal handler forks, and this is the child),
// nothing is read or written beside the block.
inline void hand_out(Slot& slot, uint32_t available, MutableBytes out) {
  uint8_t* const from = slot.block.data() + block_size - available;
  move_out(out.data(), from, out.size());
  slot.available.store(available - static_cast<uint32_t>(out.size()), std::memory_order_relaxed);
}

// What is left of the block when it is too little for a request is dropped.
Status serve(Slot& slot, MutableBytes out) {
  if (out.size() > small_request) return generate_all(slot.state, out);
  uint32_t available = relaxed(slot.available);
  if (available < out.size()) {
    slot.available.store(0, std::memory_order_relaxed);
    if (const Status s = generate(slot.state, slot.block); s != Status::ok) return s;
    available = block_size;
  }
  hand_out(slot, available, out);
  return Status::ok;
}

// A generator for one call, where the thread's own is in the midst of another.
Status serve_once(MutableBytes out) {
  Secret<Seed> seed;
  if (const Status s = draw_seed(*seed); s != Status::ok) return s;
  Secret<ctr_drbg::State> state;
  const Status s = ctr_drbg::instantiate(*state, seed->entropy_input(), seed->nonce(), {});
  return s == Status::ok ? generate_all(*state, out) : s;
}

constexpr uint64_t one_at_it = 1, one_begun = uint64_t{1} << 32;

bool is_being_wiped(uint64_t wipings) { return static_cast<uint32_t>(wipings) != 0; }

// Whether what was read of the slot is what its own call has written, and not what a zeroise has wiped meanwhile.
bool is_still(const Slot& slot, uint64_t wipings) {
  std::atomic_thread_fence(std::memory_order_acquire);
  return relaxed(slot.wipings) == wipings;
}

void wipe_slot(Slot& slot) {
  forget_block(slot);
  ctr_drbg::uninstantiate(slot.state);
}

// From under the call that has it.
void wipe_busy_slot(Slot& slot) {
  slot.wipings.fetch_add(one_begun + one_at_it, std::memory_order_relaxed);
  std::atomic_thread_fence(std::memory_order_release);
  wipe_slot(slot);
  slot.wipings.fetch_sub(one_at_it, std::memory_order_release);
}

// False when the slot was wiped in the midst of it.
bool serve_from(Slot& slot, uint64_t epoch, MutableBytes out, Status& s) {
  const uint64_t wipings = slot.wipings.load(std::memory_order_acquire);
  if (is_being_wiped(wipings)) {
    s = serve_once(out);
    return true;
  }
  s = prepare(slot, epoch);
  if (s == Status::ok) s = serve(slot, out);
  if (is_still(slot, wipings)) return true;
  wipe_slot(slot);  // what was written after that
  return false;
}

// False: as serve_from.
bool serve_in_epoch(uint64_t epoch, MutableBytes out, Status& s) {
  Slot* slot = slot_of_thread;
  if (slot == nullptr) slot = adopt_slot();
  if (slot == nullptr) {
    s = Status::memory;
    return true;
  }
  if (slot->is_busy.exchange(true, std::memory_order_acquire)) {
    s = serve_once(out);
    return true;
  }
  const bool holds = serve_from(*slot, epoch, out, s);
  slot->is_busy.store(false, std::memory_order_release);
  return holds;
}

// Whatever a zeroise or a fork in the midst of it has made of the answer: it is asked for again. The epoch alone does not tell:
// a zeroise begins with it, and a call that has begun in the new one may be wiped yet.
[[gnu::noinline]] Status random_slowly(MutableBytes out) {
  for (;;) {
    const uint64_t epoch = the_epoch.current();
    Status s = Status::ok;
    const bool holds = serve_in_epoch(epoch, out, s) && the_epoch.is_still(epoch);
    if (holds && s == Status::ok) return s;
    wipe(out.data(), out.size());
    if (holds) return s;
  }
}

}  // namespace

void use(SeedSource* seed, Freshness* fresh) {
  freshness.store(fresh, std::memory_order_release);
  seed_source.store(seed, std::memory_order_release);
}

// The steady path: the block has enough. The epoch and the wipings are looked at again in the end, because a signal handler
// may have forked in the midst of it, or another thread zeroised: what was copied is then not to be used.
Status random(MutableBytes out) {
  if (out.empty()) return Status::ok;
  Slot* const slot = slot_of_thread;
  if (slot == nullptr || out.size() > small_request || slot->is_busy.exchange(true, std::memory_order_acquire))
    return random_slowly(out);
  const uint64_t epoch = the_epoch.current();
  const uint64_t wipings = slot->wipings.load(std::memory_order_acquire);
  const uint32_t available = relaxed(slot->available);
  const bool is_at_hand = relaxed(slot->epoch) == epoch && available >= out.size() && !is_being_wiped(wipings);
  if (is_at_hand) hand_out(*slot, available, out);
  const bool holds = is_still(*slot, wipings);
  slot->is_busy.store(false, std::memory_order_release);
  if (is_at_hand && holds && the_epoch.is_still(epoch)) [[likely]]
    return Status::ok;
  return random_slowly(out);
}

// In a signal handler that interrupted the generator it is left to what was interrupted.
void drop() {
  Slot* const slot = slot_of_thread;
  if (slot == nullptr || slot->is_busy.exchange(true, std::memory_order_acquire)) return;
  wipe_slot(*slot);
  slot->is_busy.store(false, std::memory_order_release);
}

// A call in flight is let end, but not waited for longer than any call takes: one that was interrupted for good would hold
// up the zeroise. Its slot is wiped all the same and stays its own; what it gives is dropped.
void invalidate_all() {
  the_epoch.advance();
  locked::generators.for_each([](void* p) {
    constexpr unsigned patience = 1u << 20;
    Slot& slot = *static_cast<Slot*>(p);
    bool is_in_flight = slot.is_busy.exchange(true, std::memory_order_acquire);
    for (unsigned spins = 0; is_in_flight && spins < patience; ++spins)
      is_in_flight = slot.is_busy.exchange(true, std::memory_order_acquire);
    if (is_in_flight) return wipe_busy_slot(slot);
    wipe_slot(slot);
    slot.is_busy.store(false, std::memory_order_release);
  });
}

}  // namespace cce::rand
