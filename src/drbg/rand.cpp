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

// Seeds the slot for `epoch`, if it is not, or seeds it again, if that is due.
Status prepare(Slot& slot, uint64_t epoch) {
  const bool is_seeded = slot.epoch == epoch;
  if (is_seeded && slot.state.reseed_counter <= generates_a_seed) return Status::ok;
  if (!is_seeded) {
    slot.epoch = slot.available = 0;
    wipe(slot.block.data(), slot.block.size());
  }
  Secret<Seed> seed;
  if (const Status s = draw_seed(*seed); s != Status::ok) return s;
  const Status s = is_seeded ? ctr_drbg::reseed(slot.state, seed->view(), {})
                             : ctr_drbg::instantiate(slot.state, seed->entropy_input(), seed->nonce(), {});
  if (s == Status::ok) slot.epoch = epoch;
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
  slot.available = available - static_cast<uint32_t>(out.size());
}

// What is left of the block when it is too little for a request is dropped.
Status serve(Slot& slot, MutableBytes out) {
  if (out.size() > small_request) return generate_all(slot.state, out);
  uint32_t available = slot.available;
  if (available < out.size()) {
    slot.available = 0;
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

Status serve_in_epoch(uint64_t epoch, MutableBytes out) {
  Slot* slot = slot_of_thread;
  if (slot == nullptr) slot = adopt_slot();
  if (slot == nullptr) return Status::memory;
  if (slot->is_busy.exchange(true, std::memory_order_acquire)) return serve_once(out);
  Status s = prepare(*slot, epoch);
  if (s == Status::ok) s = serve(*slot, out);
  slot->is_busy.store(false, std::memory_order_release);
  return s;
}

// Whatever an epoch's end in the midst of it has made of the answer: it is asked for again.
[[gnu::noinline]] Status random_slowly(MutableBytes out) {
  for (;;) {
    const uint64_t epoch = the_epoch.current();
    const Status s = serve_in_epoch(epoch, out);
    const bool holds = the_epoch.current() == epoch;
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

// The steady path: the block has enough. The epoch is looked at again in the end, because a signal handler may have
// forked in the midst of it, or another thread zeroised: what was copied is then not to be used.
Status random(MutableBytes out) {
  if (out.empty()) return Status::ok;
  Slot* const slot = slot_of_thread;
  if (slot == nullptr || out.size() > small_request || slot->is_busy.exchange(true, std::memory_order_acquire))
    return random_slowly(out);
  const uint64_t epoch = the_epoch.current();
  const uint32_t available = slot->available;
  const bool is_at_hand = slot->epoch == epoch && available >= out.size();
  if (is_at_hand) hand_out(*slot, available, out);
  slot->is_busy.store(false, std::memory_order_release);
  if (is_at_hand && the_epoch.current() == epoch) [[likely]]
    return Status::ok;
  return random_slowly(out);
}

namespace {

void wipe_slot(Slot& slot) {
  ctr_drbg::uninstantiate(slot.state);
  wipe(slot.block.data(), slot.block.size());
  slot.epoch = slot.available = 0;
}

}  // namespace

// In a signal handler that interrupted the generator it is left to what was interrupted.
void drop() {
  Slot* const slot = slot_of_thread;
  if (slot == nullptr || slot->is_busy.exchange(true, std::memory_order_acquire)) return;
  wipe_slot(*slot);
  slot->is_busy.store(false, std::memory_order_release);
}

// A call in flight is let end, but not waited for longer than any call takes: one that was interrupted for good would hold
// up the zeroise. Its slot is wiped all the same and stays its own; what it gives is dropped, since the epoch has changed.
void invalidate_all() {
  the_epoch.advance();
  locked::generators.for_each([](void* p) {
    constexpr unsigned patience = 1u << 20;
    Slot& slot = *static_cast<Slot*>(p);
    bool is_in_flight = slot.is_busy.exchange(true, std::memory_order_acquire);
    for (unsigned spins = 0; is_in_flight && spins < patience; ++spins)
      is_in_flight = slot.is_busy.exchange(true, std::memory_order_acquire);
    wipe_slot(slot);
    if (!is_in_flight) slot.is_busy.store(false, std::memory_order_release);
  });
}

}  // namespace cce::rand
