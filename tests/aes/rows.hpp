// Runs a test on each implementation that this processor has. Which those are, the test "implementations" prints.
#pragma once

#include <span>

#include "aes/block_kernel.hpp"
#include "aes/gcm_kernel.hpp"
#include "support/catch.hpp"

namespace rows {

template <class Operations>
bool runs_here(const cce::cpu::Implementation<Operations>& row) {
  return (row.needs & ~cce::cpu::detect()) == 0;
}

// f(row) with that row of GCM's table selected.
template <class F>
void each_gcm(F f) {
  int ran = 0;
  for (const auto& row : cce::gcm::implementations_table()) {
    if (!runs_here(row)) continue;
    INFO("implementation " << row.name);
    cce::gcm::select(row.needs);
    REQUIRE(cce::gcm::implementation(row.needs) == std::string(row.name));
    f(row);
    ++ran;
  }
  cce::gcm::select(cce::cpu::detect());
  REQUIRE(ran >= 1);
}

// The same for AES alone.
template <class F>
void each_block(F f) {
  int ran = 0;
  for (const auto& row : cce::aes::block_implementations_table()) {
    if (!runs_here(row)) continue;
    INFO("implementation " << row.name);
    cce::aes::select(row.needs);
    REQUIRE(cce::aes::implementation(row.needs) == std::string(row.name));
    f(row);
    ++ran;
  }
  cce::aes::select(cce::cpu::detect());
  REQUIRE(ran >= 1);
}

}  // namespace rows
