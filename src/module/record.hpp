// What the module remembers of its self-tests: an outcome each, and the first failure in full. Written by the thread
// that runs the tests, read by any thread at any time.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "base/self_test.hpp"

namespace cce::module {

enum class Outcome : uint8_t { not_run, passed, failed };

struct TestRecord {
  std::atomic<Outcome> outcome{Outcome::not_run};
  std::atomic<uint64_t> ns{0};
  std::atomic<const char*> failure{nullptr};
};

// Failures as text. A reader may hold a text while a restart writes the next ones, so texts are not overwritten in
// place: they go round in slots, and the one handed out longest ago is reused.
class FailureLog {
 public:
  constexpr FailureLog() = default;

  // "power-up: integrity failed: text segment: expected 12ab.., got 34cd..". Returns the text.
  const char* add(const char* phase, const SelfTest& test, const Evidence& evidence);
  // "service: ... "
  const char* add(const char* phase, const char* what);

  const char* first() const { return first_.load(std::memory_order_acquire); }
  void clear() { first_.store(nullptr, std::memory_order_release); }

 private:
  static constexpr size_t slot_size = 512, slots = 16;
  char* next_slot();
  const char* publish(const char* text);

  std::array<std::array<char, slot_size>, slots> texts_{};
  std::atomic<uint32_t> used_{0};
  std::atomic<const char*> first_{nullptr};
};

}  // namespace cce::module
