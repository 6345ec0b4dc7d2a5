// AES-256-GCM: NIST SP 800-38D. The face: a key set up once, then any number of messages, from any number of threads.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <span>

#include "aes/block.hpp"
#include "base/bytes.hpp"
#include "base/cpu.hpp"
#include "base/self_test.hpp"
#include "base/status.hpp"

namespace cce::gcm {

constexpr size_t key_size = aes::key_size;
constexpr size_t iv_size = 12;   // the length that needs no hashing; open and seal take any from 1 byte
constexpr size_t tag_size = 16;  // the longest, t = 128

// Section 5.2.1.1, in bytes: len(P) <= 2^39 - 256 bits, len(A) and len(IV) <= 2^64 - 1 bits.
constexpr uint64_t max_plaintext = (uint64_t{1} << 36) - 32;
constexpr uint64_t max_aad = (uint64_t{1} << 61) - 1;
constexpr uint64_t max_iv = (uint64_t{1} << 61) - 1;

// t of section 5.2.1.2, in bytes.
constexpr bool is_tag_size(size_t n) { return n == 4 || n == 8 || (n >= 12 && n <= 16); }

// A power of the hash subkey H, in the representation that ghash.hpp explains.
struct Power {
  uint64_t low, high;
};
constexpr size_t max_power = 32;

// Which powers a key has. An implementation may leave the higher ones to the first message that is long enough to need them:
// gcm_kernel.hpp.
enum class Powers : uint32_t {
  none,   // as in what was wiped
  first,  // H to H^first_powers
  all,
};
constexpr size_t first_powers = 8;

// Everything that depends on the key alone. A secret throughout: the owner keeps it in protected memory and wipes it. After init
// nothing changes but that powers are added, once, and behind `made`. Usable only while the implementation that made it is the
// selected one.
struct alignas(64) Key {
  aes::RoundKeys round_keys;
  std::array<Power, max_power> powers;  // powers[max_power - i] is H^i, up to the i that the implementation uses
  std::atomic<Powers> made;

  // Seen with the powers that it speaks of.
  bool has_all_powers() const { return made.load(std::memory_order_acquire) == Powers::all; }
};

void init(Key& key, std::span<const uint8_t, key_size> K);

// While messages under `from` are under way on other threads, one of which may be adding powers. Secrets stay in registers that
// every kernel clears.
void copy(Key& to, const Key& from);

// GCM-AE (section 7.1): ct[0..pt.size()) and tag. ct may be pt.data(); any other overlap is the caller's to refuse.
//   argument: empty IV, or a tag length that section 5.2.1.2 does not have;
//   limit:    plaintext, AAD or IV too long.
// On both nothing is written. That an IV never repeats under a key is the caller's duty.
Status seal(const Key& key, Bytes iv, Bytes aad, Bytes pt, uint8_t* ct, MutableBytes tag);

// GCM-AD (section 7.2): pt[0..ct.size()). Statuses as for seal, and
//   auth: the tag does not verify; pt is then all zeros.
// pt may be ct.data().
Status open(const Key& key, Bytes iv, Bytes aad, Bytes ct, Bytes tag, uint8_t* pt);

// Chooses the implementation by the processor's features; before it, the portable one serves.
void select(cpu::Features have);
const char* implementation(cpu::Features have);

extern const SelfTest seal_test, open_test;

}  // namespace cce::gcm
