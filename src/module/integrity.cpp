#include "module/integrity.hpp"

#include <atomic>
#include <cstddef>
#include <cstring>

#include "base/secret.hpp"
#include "hmac/hmac.hpp"
#include "module/checksum.hpp"
#include "module/segments.hpp"

namespace cce::module::integrity {
namespace {

// cmake/stamp_integrity.py finds the record by its magic in the linked file and writes the digests behind it. It lives
// beside relocated data, read-only once the library is loaded but in no covered segment.
struct Stamp {
  std::array<uint8_t, 16> magic;
  Digests digests;
  Digest::value_type text_checksum[8], rodata_checksum[8];  // little-endian
};
[[gnu::section(".data.rel.ro.cce_integrity"), gnu::used]] Stamp stamp = {
    {0xc7, 'C', 'C', 'E', '-', 'i', 'n', 't', 'e', 'g', 'r', 'i', 't', 'y', '-', '1'}, {}, {}, {}};

// Not a secret: whoever can replace the library can replace the digest. The test finds faults and tampering with a
// file, as level 1 asks. SP 800-107 wants an HMAC key of 112 bits or more.
constexpr uint8_t key[] = {'C', 'C', 'E', ' ', 's', 'o', 'f', 't', 'w', 'a', 'r', 'e', ' ', 'i', 'n', 't',
                           'e', 'g', 'r', 'i', 't', 'y', ' ', 'k', 'e', 'y', ',', ' ', 'v', '1', '.', '0'};

// In words, because readers do not wait for a test that runs.
constinit std::array<std::atomic<uint64_t>, 4> computed_words{};

// Hides from the optimiser that the stamp is what this file says: it is written after the link.
const Stamp& read_stamp() {
  const Stamp* p = &stamp;
  __asm__("" : "+r"(p));
  return *p;
}
const Digests& stamped() { return read_stamp().digests; }

void mac_segment(const hmac::Key& schedule, Bytes segment, std::array<Digest, parts>& out) {
  const size_t size = segment.size() / parts / 64 * 64;
  std::array<Bytes, parts> part;
  for (size_t i = 0; i < parts; ++i)
    part[i] = i + 1 < parts ? segment.subspan(i * size, size) : segment.subspan(i * size);
  hmac::mac_each(schedule, part, out);
}

bool are_stamped(const std::array<Digest, parts>& expected, const std::array<Digest, parts>& got, Evidence& evidence) {
  for (size_t i = 0; i < parts; ++i)
    if (!evidence.matches(expected[i], got[i])) return false;
  return true;
}

bool has_checksum(Bytes segment, const uint8_t (&expected)[8], Evidence& evidence) {
  const uint64_t h = checksum(segment);
  uint8_t got[8];
  for (size_t i = 0; i < 8; ++i) got[i] = static_cast<uint8_t>(h >> (8 * i));
  return evidence.matches(expected, got);
}

bool run_checksum(Evidence& evidence) {
  for (auto& word : computed_words) word.store(0, std::memory_order_relaxed);
  evidence.where = "the library has not exactly one text and one rodata segment; link it with GNU ld";
  const Segments* segments = own_segments();
  if (segments == nullptr) return false;
  evidence.where = "text segment";
  if (!has_checksum(segments->text, read_stamp().text_checksum, evidence)) return false;
  evidence.where = "rodata segment";
  return has_checksum(segments->rodata, read_stamp().rodata_checksum, evidence);
}

bool run(Evidence& evidence) {
  const Segments* segments = own_segments();
  if (segments == nullptr) return false;
  hmac::Key schedule;
  schedule.init(sha2::Hash::sha256, key);
  Digests now;
  mac_segment(schedule, segments->text, now.text);
  mac_segment(schedule, segments->rodata, now.rodata);
  static_assert(offsetof(Digests, rodata) == sizeof now.text, "the MACs of both segments lie one after the other");
  hmac::mac(schedule, {now.text[0].data(), sizeof now.text + sizeof now.rodata}, now.whole);
  for (size_t i = 0; i < 4; ++i) {
    uint64_t word;
    std::memcpy(&word, &now.whole[8 * i], 8);
    computed_words[i].store(word, std::memory_order_relaxed);
  }

  evidence.where = "text segment";
  if (!are_stamped(stamped().text, now.text, evidence)) return false;
  evidence.where = "rodata segment";
  if (!are_stamped(stamped().rodata, now.rodata, evidence)) return false;
  evidence.where = "digest of both segments";
  return evidence.matches(stamped().whole, now.whole);
}

}  // namespace

Digest expected() { return stamped().whole; }

Digest computed() {
  Digest d;
  for (size_t i = 0; i < 4; ++i) {
    const uint64_t word = computed_words[i].load(std::memory_order_relaxed);
    std::memcpy(&d[8 * i], &word, 8);
  }
  return d;
}

[[gnu::noinline]] uint64_t difference() {
  uint64_t difference = 0;
  for (size_t i = 0; i < 4; ++i) {
    uint64_t word;
    std::memcpy(&word, &stamped().whole[8 * i], 8);
    difference |= word ^ computed_words[i].load(std::memory_order_relaxed);
  }
  return difference;
}

constinit const SelfTest checksum_test = {"integrity-checksum", "64-bit checksum",   "code and constants in memory",
                                          Algorithm::integrity, TestKind::integrity, run_checksum};
constinit const SelfTest test = {"integrity",          "HMAC-SHA2-256",     "code and constants in memory",
                                 Algorithm::integrity, TestKind::integrity, run};

}  // namespace cce::module::integrity
