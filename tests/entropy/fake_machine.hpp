// A machine for the noise sources, whose calls and instructions a test scripts.
#pragma once

#include <errno.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <string>

#include "entropy/machine.hpp"

namespace cce::entropy_test {

// xorshift64*: noise for tests that must be the same each time.
struct Noise {
  uint64_t state = 0x9e3779b97f4a7c15;
  uint64_t next() {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 0x2545f4914f6cdd1d;
  }
};

// The calls are counted; the failing-th of them, and all after it if so wished, answer -EIO.
struct Script {
  std::function<long(uint8_t*, size_t, unsigned)> getrandom;
  std::function<bool(uint64_t&)> entropy_word;
  std::function<bool(uint64_t&)> random_word;
  std::function<uint64_t()> ticks;
  std::function<long(uint8_t*, size_t)> read;
  std::function<int(int)> wait_readable;
  std::function<bool(const std::string&)> exists;  // of the devices
  int calls = 0, failing = 0, open_files = 0, evictions = 0;
  bool only_one = true, are_devices = true;
  Noise noise;

  bool fails() {
    ++calls;
    return failing != 0 && (only_one ? calls == failing : calls >= failing);
  }
  long fill(uint8_t* out, size_t n) {
    for (size_t i = 0; i < n; ++i) out[i] = static_cast<uint8_t>(noise.next() >> 32);
    return static_cast<long>(n);
  }
};

inline Script script;

// Everything works.
inline void reset() {
  script = Script{};
  script.getrandom = [](uint8_t* out, size_t n, unsigned) { return script.fill(out, n); };
  script.read = [](uint8_t* out, size_t n) { return script.fill(out, n); };
  script.entropy_word = script.random_word = [](uint64_t& word) {
    word = script.noise.next();
    return true;
  };
  script.ticks = [now = uint64_t{0}]() mutable { return now += 300 + (script.noise.next() >> 32) % 64; };
  script.wait_readable = [](int) { return 1; };
  script.exists = [](const std::string&) { return true; };
}

inline constexpr entropy::Kernel fake_kernel = {
    [](void* out, size_t n, unsigned flags) {
      return script.fails() ? long{-EIO} : script.getrandom(static_cast<uint8_t*>(out), n, flags);
    },
    [](const char* path) {
      if (script.fails() || !script.exists(path)) return -ENOENT;
      ++script.open_files;
      return std::strcmp(path, "/dev/random") == 0 ? 8 : 9;  // the file is numbered as the device
    },
    [](int file, unsigned major, unsigned minor) {
      return !script.fails() && script.are_devices && major == 1 && static_cast<int>(minor) == file;
    },
    [](int file, int milliseconds) { return script.fails() || file != 8 ? -EIO : script.wait_readable(milliseconds); },
    [](int file, void* out, size_t n) {
      return script.fails() || file != 9 ? long{-EIO} : script.read(static_cast<uint8_t*>(out), n);
    },
    [](int) { --script.open_files; },
};

inline constexpr entropy::Processor fake_processor = {
    [](uint64_t& word) { return !script.fails() && script.entropy_word(word); },
    [](uint64_t& word) { return !script.fails() && script.random_word(word); },
    [] { return script.ticks(); },
    [](const void*) { ++script.evictions; },
};

inline constexpr entropy::Machine fake_machine = {&fake_kernel, fake_processor, true};
inline constexpr entropy::Machine without_instruction = {&fake_kernel, {nullptr, nullptr, fake_processor.ticks, nullptr}, true};

}  // namespace cce::entropy_test
