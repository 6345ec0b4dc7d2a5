// Powers of H that are added to a key when a message first needs them.
//
// Keys are shared: other threads read this one, a zeroise may wipe it, a fork copy it. So powers are added with the arena
// locked in which keys live, as everything is that wipes or copies a slot, and only to a key that still has its first ones;
// messages on other threads go on with what they have until key.made says that there is more. Nobody waits: a message that
// cannot have the key makes its own copy.
#include "aes/gcm_kernel.hpp"
#include "base/copy.hpp"
#include "base/locked_memory.hpp"
#include "base/secret.hpp"

namespace cce::gcm {
namespace {

constexpr size_t left_out = max_power - first_powers;

void copy_bytes(void* to, const void* from, size_t n) {
  copy_short(static_cast<uint8_t*>(to), static_cast<const uint8_t*>(from), n);
}

// With the arena locked.
void complete_held(Key& key, Complete* complete) {
  if (key.made.load(std::memory_order_relaxed) != Powers::first) return;  // it has them by now, or was wiped
  complete(key);
  // A signal handler on this very thread does not find the arena locked: if it has zeroised, what was just written is wiped too.
  Powers found = Powers::first;
  if (!key.made.compare_exchange_strong(found, Powers::all, std::memory_order_release, std::memory_order_relaxed) &&
      found == Powers::none)
    wipe(key.powers.data(), left_out * sizeof(Power));
}

}  // namespace

void copy(Key& to, const Key& from) {
  // Looked at once, and first: powers that another thread is just adding are not touched.
  const Powers made = from.made.load(std::memory_order_acquire);
  const size_t absent = made == Powers::first ? left_out : 0;
  copy_bytes(&to.round_keys, &from.round_keys, sizeof to.round_keys);
  copy_bytes(&to.powers[absent], &from.powers[absent], (max_power - absent) * sizeof(Power));
  to.made.store(made, std::memory_order_relaxed);
}

void crypt_completed(Crypt* pass, Complete* complete, const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad,
                     const uint8_t* in, size_t n, uint8_t* out, uint8_t* T) {
  // What lies in a slot was made there, and is not const.
  (void)locked::keys.change(&key, [&] { complete_held(const_cast<Key&>(key), complete); });
  if (key.has_all_powers()) return pass(key, iv, counter, aad, in, n, out, T);
  Secret<Key> own;
  copy(*own, key);
  complete(*own);
  own->made.store(Powers::all, std::memory_order_relaxed);
  pass(*own, iv, counter, aad, in, n, out, T);
}

}  // namespace cce::gcm
