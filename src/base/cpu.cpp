#include "base/cpu.hpp"

#if defined(__x86_64__)
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

// Bits of CPUID and XCR0 as in Intel's Software Developer's Manual, volume 2, CPUID, and volume 1, section 13.3.
Features read_features() {
  struct Registers {
    unsigned a = 0, b = 0, c = 0, d = 0;
  };
  Registers leaf1, leaf7;
  // A virtual machine stops at every CPUID, for microseconds: so the highest leaf is asked for once.
  const unsigned highest = __get_cpuid_max(0, nullptr);
  if (highest < 1) return 0;
  __cpuid(1, leaf1.a, leaf1.b, leaf1.c, leaf1.d);
  if (highest >= 7) __cpuid_count(7, 0, leaf7.a, leaf7.b, leaf7.c, leaf7.d);

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
