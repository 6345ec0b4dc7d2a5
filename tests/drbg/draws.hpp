// Draws of 16 bytes, collected from threads and processes, to see that none comes twice.
#pragma once

#include <sys/mman.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "drbg/rand.hpp"
#include "support/catch.hpp"

namespace cce::drbg_test {

using Draw = std::array<uint8_t, 16>;

// False when there was no draw; usable where Catch2 is not, in a child of vfork or a signal handler.
inline bool draw_into(std::span<Draw> draws) {
  for (Draw& d : draws)
    if (rand::random(d) != Status::ok) return false;
  return true;
}

// Draws in memory that children of fork write to as well.
class SharedDraws {
 public:
  explicit SharedDraws(size_t n) : size_(n) {
    void* p = mmap(nullptr, n * sizeof(Draw), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(p != MAP_FAILED);
    draws_ = static_cast<Draw*>(p);
  }
  SharedDraws(const SharedDraws&) = delete;
  SharedDraws& operator=(const SharedDraws&) = delete;
  ~SharedDraws() { munmap(draws_, size_ * sizeof(Draw)); }

  std::span<Draw> part(size_t i, size_t n) { return {draws_ + i * n, n}; }
  std::span<Draw> all() { return {draws_, size_}; }

 private:
  Draw* draws_;
  size_t size_;
};

// How many draws are there that another one equals. Memory that nobody wrote counts: it is all zeros.
inline size_t repetitions(std::span<const Draw> draws) {
  std::vector<Draw> sorted(draws.begin(), draws.end());
  std::sort(sorted.begin(), sorted.end());
  return static_cast<size_t>(sorted.end() - std::unique(sorted.begin(), sorted.end()));
}

inline bool ended_well(pid_t child) {
  int status = -1;
  return child > 0 && waitpid(child, &status, __WALL) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace cce::drbg_test
