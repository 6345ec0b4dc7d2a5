// A region of an arena: its slots between two guard pages, and apart from them the map of who has which slot, so that
// running over the end of a slot cannot reach it.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/locked_memory.hpp"

namespace cce::locked {

inline size_t page_size() { return static_cast<size_t>(getpagesize()); }

struct Region {
  Region* next;
  uint8_t* slots;
  size_t slot_size, count;
  void* copy;       // of all the slots, for the child, while a fork is under way
  bool is_shared;   // a fork does not copy these pages: parent and child see the same memory
  bool is_foreign;  // they are another process's: nothing is written to them here
  std::array<uint64_t, 128> taken;

  size_t size() const { return slot_size * count; }
  bool contains(const void* p) const {
    const auto address = reinterpret_cast<uintptr_t>(p), begin = reinterpret_cast<uintptr_t>(slots);
    return address >= begin && address - begin < size();
  }
  // By a shift: a division takes as long as the lock.
  size_t index_of(const void* p) const {
    static_assert(std::ranges::all_of(slot_sizes, [](size_t n) { return std::has_single_bit(n); }));
    return (reinterpret_cast<uintptr_t>(p) - reinterpret_cast<uintptr_t>(slots)) >> std::countr_zero(slot_size);
  }
  bool is_taken(size_t i) const { return taken[i / 64] >> i % 64 & 1; }
  void mark(size_t i, bool is_taken) {
    const uint64_t bit = uint64_t{1} << i % 64;
    taken[i / 64] = is_taken ? taken[i / 64] | bit : taken[i / 64] & ~bit;
  }
  // count when there is none
  size_t first_free() const {
    for (size_t word = 0; word * 64 < count; ++word)
      if (~taken[word] != 0) {
        const size_t i = word * 64 + static_cast<size_t>(std::countr_one(taken[word]));
        return i < count ? i : count;
      }
    return count;
  }
  bool is_unused() const {
    for (const uint64_t word : taken)
      if (word != 0) return false;
    return true;
  }
};

}  // namespace cce::locked
