// What the two processes of the memory scan share: the probe, which calls the library and holds no secret of its own, and
// the searcher, which knows the secrets and reads the probe's memory from outside. The desk is the one place that the
// search leaves out: what the caller gives to a service and gets from it lies here.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace memory_scan {

constexpr int desk_file = 3;  // the probe's descriptor of it

// Of the messages, in bytes.
constexpr size_t lengths[] = {0, 5, 16, 64, 100, 130, 700, 1500};

// Of what is signed, in bytes.
constexpr size_t signed_length = 100;

struct Range {
  uint64_t begin, size;
};

enum class Turn : uint32_t { probe, searcher, copy, end };

struct Desk {
  std::atomic<Turn> turn;
  uint32_t hash, kind;  // of cce_hash, and of cce_drbg_kind or cce_curve, from 0

  // At a stop: where it is, and what of memory is a live object of the library's, whose contents are secrets that the
  // searcher learns. generators: those of the threads are live, wherever they are.
  char place[64];
  Range live[2];
  uint32_t generators;

  Range wanted;  // turn == copy: the probe copies this to window, which the kernel shows to nobody else

  uint8_t scalar[66];  // its first byte is zero, so it is below n on every curve
  uint8_t key[32], other[32], message[1500], out[4096], opened[1500], iv[12], tag[16];
  alignas(64) uint8_t window[1 << 16];
};

}  // namespace memory_scan
