// Runs a function on a stack of its own and looks at what it left there and in the vector and mask registers.
#pragma once

#include <pthread.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/cpu.hpp"

// The vector registers as they are now, and behind them the mask registers.
[[gnu::always_inline]] inline void dump_registers(uint8_t* to, [[maybe_unused]] bool has_avx512) {
#if defined(__x86_64__)
  __asm__ volatile(
      "movups %%xmm0, 0(%0)\n\tmovups %%xmm1, 64(%0)\n\tmovups %%xmm2, 128(%0)\n\tmovups %%xmm3, 192(%0)\n\t"
      "movups %%xmm4, 256(%0)\n\tmovups %%xmm5, 320(%0)\n\tmovups %%xmm6, 384(%0)\n\tmovups %%xmm7, 448(%0)\n\t"
      "movups %%xmm8, 512(%0)\n\tmovups %%xmm9, 576(%0)\n\tmovups %%xmm10, 640(%0)\n\tmovups %%xmm11, 704(%0)\n\t"
      "movups %%xmm12, 768(%0)\n\tmovups %%xmm13, 832(%0)\n\tmovups %%xmm14, 896(%0)\n\tmovups %%xmm15, 960(%0)\n\t"
      :
      : "r"(to)
      : "memory");
  if (!has_avx512) return;
  __asm__ volatile(
      "vmovdqu64 %%zmm0, 0(%0)\n\tvmovdqu64 %%zmm1, 64(%0)\n\tvmovdqu64 %%zmm2, 128(%0)\n\t"
      "vmovdqu64 %%zmm3, 192(%0)\n\tvmovdqu64 %%zmm4, 256(%0)\n\tvmovdqu64 %%zmm5, 320(%0)\n\t"
      "vmovdqu64 %%zmm6, 384(%0)\n\tvmovdqu64 %%zmm7, 448(%0)\n\tvmovdqu64 %%zmm8, 512(%0)\n\t"
      "vmovdqu64 %%zmm9, 576(%0)\n\tvmovdqu64 %%zmm10, 640(%0)\n\tvmovdqu64 %%zmm11, 704(%0)\n\t"
      "vmovdqu64 %%zmm12, 768(%0)\n\tvmovdqu64 %%zmm13, 832(%0)\n\tvmovdqu64 %%zmm14, 896(%0)\n\t"
      "vmovdqu64 %%zmm15, 960(%0)\n\tvmovdqu64 %%zmm16, 1024(%0)\n\tvmovdqu64 %%zmm17, 1088(%0)\n\t"
      "vmovdqu64 %%zmm18, 1152(%0)\n\tvmovdqu64 %%zmm19, 1216(%0)\n\tvmovdqu64 %%zmm20, 1280(%0)\n\t"
      "vmovdqu64 %%zmm21, 1344(%0)\n\tvmovdqu64 %%zmm22, 1408(%0)\n\tvmovdqu64 %%zmm23, 1472(%0)\n\t"
      "vmovdqu64 %%zmm24, 1536(%0)\n\tvmovdqu64 %%zmm25, 1600(%0)\n\tvmovdqu64 %%zmm26, 1664(%0)\n\t"
      "vmovdqu64 %%zmm27, 1728(%0)\n\tvmovdqu64 %%zmm28, 1792(%0)\n\tvmovdqu64 %%zmm29, 1856(%0)\n\t"
      "vmovdqu64 %%zmm30, 1920(%0)\n\tvmovdqu64 %%zmm31, 1984(%0)\n\t"
      "kmovq %%k0, 2048(%0)\n\tkmovq %%k1, 2056(%0)\n\tkmovq %%k2, 2064(%0)\n\tkmovq %%k3, 2072(%0)\n\t"
      "kmovq %%k4, 2080(%0)\n\tkmovq %%k5, 2088(%0)\n\tkmovq %%k6, 2096(%0)\n\tkmovq %%k7, 2104(%0)"
      :
      : "r"(to)
      : "memory");
#elif defined(__aarch64__)
  __asm__ volatile(
      "stp q0, q1, [%0]\n\tstp q2, q3, [%0, #32]\n\tstp q4, q5, [%0, #64]\n\tstp q6, q7, [%0, #96]\n\t"
      "stp q8, q9, [%0, #128]\n\tstp q10, q11, [%0, #160]\n\tstp q12, q13, [%0, #192]\n\tstp q14, q15, [%0, #224]\n\t"
      "stp q16, q17, [%0, #256]\n\tstp q18, q19, [%0, #288]\n\tstp q20, q21, [%0, #320]\n\tstp q22, q23, [%0, #352]\n\t"
      "stp q24, q25, [%0, #384]\n\tstp q26, q27, [%0, #416]\n\tstp q28, q29, [%0, #448]\n\tstp q30, q31, [%0, #480]"
      :
      : "r"(to)
      : "memory");
#endif
}

// The same all zero: a new thread starts with its maker's.
[[gnu::always_inline]] inline void zero_registers([[maybe_unused]] bool has_avx512) {
#if defined(__x86_64__)
  __asm__ volatile(
      "pxor %%xmm0, %%xmm0\n\tpxor %%xmm1, %%xmm1\n\tpxor %%xmm2, %%xmm2\n\tpxor %%xmm3, %%xmm3\n\t"
      "pxor %%xmm4, %%xmm4\n\tpxor %%xmm5, %%xmm5\n\tpxor %%xmm6, %%xmm6\n\tpxor %%xmm7, %%xmm7\n\t"
      "pxor %%xmm8, %%xmm8\n\tpxor %%xmm9, %%xmm9\n\tpxor %%xmm10, %%xmm10\n\tpxor %%xmm11, %%xmm11\n\t"
      "pxor %%xmm12, %%xmm12\n\tpxor %%xmm13, %%xmm13\n\tpxor %%xmm14, %%xmm14\n\tpxor %%xmm15, %%xmm15"
      :
      :
      : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12",
        "xmm13", "xmm14", "xmm15");
  if (!has_avx512) return;
  __asm__ volatile(
      "vzeroall\n\tvpxord %%zmm16, %%zmm16, %%zmm16\n\tvpxord %%zmm17, %%zmm17, %%zmm17\n\t"
      "vpxord %%zmm18, %%zmm18, %%zmm18\n\tvpxord %%zmm19, %%zmm19, %%zmm19\n\tvpxord %%zmm20, %%zmm20, %%zmm20\n\t"
      "vpxord %%zmm21, %%zmm21, %%zmm21\n\tvpxord %%zmm22, %%zmm22, %%zmm22\n\tvpxord %%zmm23, %%zmm23, %%zmm23\n\t"
      "vpxord %%zmm24, %%zmm24, %%zmm24\n\tvpxord %%zmm25, %%zmm25, %%zmm25\n\tvpxord %%zmm26, %%zmm26, %%zmm26\n\t"
      "vpxord %%zmm27, %%zmm27, %%zmm27\n\tvpxord %%zmm28, %%zmm28, %%zmm28\n\tvpxord %%zmm29, %%zmm29, %%zmm29\n\t"
      "vpxord %%zmm30, %%zmm30, %%zmm30\n\tvpxord %%zmm31, %%zmm31, %%zmm31\n\t"
      "kxorq %%k0, %%k0, %%k0\n\tkxorq %%k1, %%k1, %%k1\n\tkxorq %%k2, %%k2, %%k2\n\tkxorq %%k3, %%k3, %%k3\n\t"
      "kxorq %%k4, %%k4, %%k4\n\tkxorq %%k5, %%k5, %%k5\n\tkxorq %%k6, %%k6, %%k6\n\tkxorq %%k7, %%k7, %%k7" ::
          : "memory");
#elif defined(__aarch64__)
  __asm__ volatile(
      "movi v0.2d, #0\n\tmovi v1.2d, #0\n\tmovi v2.2d, #0\n\tmovi v3.2d, #0\n\tmovi v4.2d, #0\n\tmovi v5.2d, #0\n\t"
      "movi v6.2d, #0\n\tmovi v7.2d, #0\n\tmovi v8.2d, #0\n\tmovi v9.2d, #0\n\tmovi v10.2d, #0\n\tmovi v11.2d, #0\n\t"
      "movi v12.2d, #0\n\tmovi v13.2d, #0\n\tmovi v14.2d, #0\n\tmovi v15.2d, #0\n\tmovi v16.2d, #0\n\tmovi v17.2d, "
      "#0\n\t"
      "movi v18.2d, #0\n\tmovi v19.2d, #0\n\tmovi v20.2d, #0\n\tmovi v21.2d, #0\n\tmovi v22.2d, #0\n\tmovi v23.2d, "
      "#0\n\t"
      "movi v24.2d, #0\n\tmovi v25.2d, #0\n\tmovi v26.2d, #0\n\tmovi v27.2d, #0\n\tmovi v28.2d, #0\n\tmovi v29.2d, "
      "#0\n\t"
      "movi v30.2d, #0\n\tmovi v31.2d, #0"
      :
      :
      : "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15", "v16",
        "v17", "v18", "v19", "v20", "v21", "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31");
#endif
}

class OwnStack {
 public:
  OwnStack() : has_avx512_((cce::cpu::detect() & cce::cpu::avx512) != 0) {
    stack_ = static_cast<uint8_t*>(mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (stack_ == MAP_FAILED) throw std::runtime_error("OwnStack: mmap of the test's stack failed");
  }
  OwnStack(const OwnStack&) = delete;
  OwnStack& operator=(const OwnStack&) = delete;
  ~OwnStack() { munmap(stack_, size); }

  // Calls f(argument) there. Afterwards stack() and registers() are as it left them.
  void run(void (*f)(void*), void* argument) {
    f_ = f;
    argument_ = argument;
    std::memset(stack_, untouched, size);
    registers_.fill(0);
    done_ = look_ = false;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_t thread;
    if (pthread_attr_setstack(&attributes, stack_, size) != 0 || pthread_create(&thread, &attributes, body, this) != 0)
      throw std::runtime_error("OwnStack: no thread with a stack of the test's");
    while (!done_) {
    }
    snapshot_.assign(stack_, stack_ + size);  // while the thread stands still: its end would write over the traces
    look_ = true;
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
  }

  // Where the 8 bytes are: "stack", "registers", or "" for nowhere.
  std::string find(const uint8_t* secret) const {
    if (memmem(snapshot_.data(), snapshot_.size(), secret, 8) != nullptr) return "stack";
    // Masks are bits and no words: among those that the C library's own functions leave, any eight bytes may be found.
    if (memmem(registers_.data(), vectors, secret, 8) != nullptr) return "registers";
    return "";
  }

  // How far down from its top the stack was written to.
  size_t depth() const {
    const auto first = std::find_if(snapshot_.begin(), snapshot_.end(), [](uint8_t byte) { return byte != untouched; });
    return static_cast<size_t>(snapshot_.end() - first);
  }
  // Bytes further down than `from` which were written to and are not zero; but for the frame record of whoever wipes, the last
  // and deepest to be called: on AArch64 these two addresses are at the bottom of a frame.
  size_t left_below(size_t from) const {
#if defined(__aarch64__)
    constexpr size_t record = 16;
#else
    constexpr size_t record = 0;
#endif
    if (depth() < from + record) return 0;
    return static_cast<size_t>(std::count_if(snapshot_.end() - static_cast<ptrdiff_t>(depth() - record),
                                             snapshot_.end() - static_cast<ptrdiff_t>(from),
                                             [](uint8_t byte) { return byte != untouched && byte != 0; }));
  }
  // Bytes of vector and mask registers that are not zero.
  size_t left_in_registers() const {
    return registers_.size() - static_cast<size_t>(std::count(registers_.begin(), registers_.end(), 0));
  }
  // Bytes of mask registers that are not zero.
  size_t left_in_masks() const {
    return static_cast<size_t>(
        std::count_if(registers_.begin() + vectors, registers_.end(), [](uint8_t byte) { return byte != 0; }));
  }

 private:
  static constexpr uint8_t untouched = 0xa5;
  static constexpr size_t vectors = 2048;
  static constexpr size_t size = 128 * 1024;  // the least that pthreads takes everywhere

  static void* body(void* self) {
    OwnStack& s = *static_cast<OwnStack*>(self);
    zero_registers(s.has_avx512_);
    s.f_(s.argument_);
    dump_registers(s.registers_.data(), s.has_avx512_);
    s.done_ = true;
    while (!s.look_) {
    }
    return nullptr;
  }

  bool has_avx512_;
  uint8_t* stack_;
  void (*f_)(void*) = nullptr;
  void* argument_ = nullptr;
  std::array<uint8_t, vectors + 64> registers_{};
  std::vector<uint8_t> snapshot_;
  std::atomic<bool> done_ = false, look_ = false;
};
