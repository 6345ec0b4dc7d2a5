#include "base/cpu.hpp"

// glibc has read CPUID, and tells since 2.33. The tests ask the processor itself as well.
#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>) && !defined(CCE_TESTS_ASK_THE_PROCESSOR)
#define CCE_LIBC_HAS_CPUID
#endif

#if defined(CCE_LIBC_HAS_CPUID)
// As that header has it, which clang does not take for C++.
extern "C" {
struct cpuid_feature {
  unsigned cpuid_array[4], active_array[4];
};
const cpuid_feature* __x86_get_cpuid_feature_leaf(unsigned index);
}
#elif defined(__x86_64__)
#include <cpuid.h>
#elif defined(__aarch64__)
#include <sys/auxv.h>
#endif

namespace cce::cpu {
namespace {

constexpr Name feature_names[] = {
    {ssse3, "ssse3"},     {sse41, "sse4.1"},      {aes, "aes"},       {pclmul, "pclmul"},
    {sha, "sha"},         {bmi2, "bmi2"},         {adx, "adx"},       {avx2, "avx2"},
    {vaes, "vaes"},       {vpclmul, "vpclmul"},   {avx512, "avx512"}, {avx512ifma, "avx512ifma"},
    {rdrand, "rdrand"},   {rdseed, "rdseed"},     {arm_aes, "aes"},   {arm_pmull, "pmull"},
    {arm_sha256, "sha2"}, {arm_sha512, "sha512"}, {arm_rng, "rng"},
};

#if defined(__x86_64__)

struct Leaf {
  unsigned a = 0, b = 0, c = 0, d = 0;
};
struct Leaves {
  Leaf leaf1, leaf7;
};

#if defined(CCE_LIBC_HAS_CPUID)

// What the loader has read: a virtual machine stops at every CPUID, for four microseconds or more. The processor's answers, not
// what of them may be used: that goes by settings of the environment.
Leaf read_leaf(unsigned index) {
  const unsigned* const answer = __x86_get_cpuid_feature_leaf(index)->cpuid_array;
  return {answer[0], answer[1], answer[2], answer[3]};
}
Leaves read_leaves() {
  constexpr unsigned index_1 = 0, index_7 = 1;  // CPUID_INDEX_1 and CPUID_INDEX_7 there
  return {read_leaf(index_1), read_leaf(index_7)};
}

#else

Leaves read_leaves() {
  Leaves found;
  Leaf &leaf1 = found.leaf1, &leaf7 = found.leaf7;
  const unsigned highest = __get_cpuid_max(0, nullptr);
  if (highest >= 1) __cpuid(1, leaf1.a, leaf1.b, leaf1.c, leaf1.d);
  if (highest >= 7) __cpuid_count(7, 0, leaf7.a, leaf7.b, leaf7.c, leaf7.d);
  return found;
}

#endif

// Bits of CPUID and XCR0 as in Intel's Software Developer's Manual, volume 2, CPUID, and volume 1, section 13.3.
Features read_features() {
  const auto [leaf1, leaf7] = read_leaves();
  uint32_t xcr0 = 0;
  if (leaf1.c >> 27 & 1) {  // OSXSAVE: only then does xgetbv exist
    uint32_t high;
    __asm__("xgetbv" : "=a"(xcr0), "=d"(high) : "c"(0));
  }
  const bool saves_ymm = (xcr0 & 0x06) == 0x06;
  const bool saves_zmm = (xcr0 & 0xe6) == 0xe6;

  Features found = 0;
  auto add = [&found](bool has, Feature f) {
    if (has) found |= f;
  };
  add(leaf1.c >> 9 & 1, ssse3);
  add(leaf1.c >> 19 & 1, sse41);
  add(leaf1.c >> 25 & 1, aes);
  add(leaf1.c >> 1 & 1, pclmul);
  add(leaf1.c >> 30 & 1, rdrand);
  add(leaf7.b >> 18 & 1, rdseed);
  add(leaf7.b >> 29 & 1, sha);
  add(leaf7.b >> 8 & 1, bmi2);
  add(leaf7.b >> 19 & 1, adx);
  add(saves_ymm && (leaf7.b >> 5 & 1), avx2);
  add(saves_ymm && (leaf7.c >> 9 & 1), vaes);
  add(saves_ymm && (leaf7.c >> 10 & 1), vpclmul);
  constexpr uint32_t f_dq_bw_vl = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31;
  const bool has_avx512 = saves_zmm && (leaf7.b & f_dq_bw_vl) == f_dq_bw_vl;
  add(has_avx512, avx512);
  add(has_avx512 && (leaf7.b >> 21 & 1), avx512ifma);
  return found;
}

#elif defined(__aarch64__)

// Bits of AT_HWCAP and AT_HWCAP2 as in Linux, Documentation/arch/arm64/elf_hwcaps.rst.
Features read_features() {
  const unsigned long capabilities = getauxval(AT_HWCAP);
  Features found = 0;
  auto add = [&](unsigned bit, Feature f) {
    if (capabilities >> bit & 1) found |= f;
  };
  add(3, arm_aes);
  add(4, arm_pmull);
  add(6, arm_sha256);
  add(21, arm_sha512);
  if (getauxval(AT_HWCAP2) >> 16 & 1) found |= arm_rng;
  return found;
}

#else

Features read_features() { return 0; }

#endif

}  // namespace

std::span<const Name> names() { return feature_names; }

Features of_processor() { return read_features(); }

Features detect() { return of_processor() & ~hidden_features(); }

}  // namespace cce::cpu
