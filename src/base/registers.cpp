#include "base/registers.hpp"

#include <atomic>

namespace cce::registers {
namespace {

// Null until the choice is made, by the thread that powers the module up.
constinit std::atomic<Clear*> active{nullptr};

}  // namespace

void clear() {
  Clear* const chosen = active.load(std::memory_order_relaxed);
  if (chosen != nullptr) [[likely]]
    return chosen();
  implementations_table().back().operations();
}

void select(cpu::Features have) {
  active.store(cpu::pick(implementations_table(), have).operations, std::memory_order_relaxed);
}

}  // namespace cce::registers
