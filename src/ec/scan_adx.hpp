// Reading a table in constant time with AVX2. For the kernels that have BMI2 and ADX: every such processor has AVX2.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cce::ec::adx {
namespace {

// The entry of that index, every one having been read. Entries are whole words. Hot, though its callers are cold: or compilers
// would keep the loops over vectors, and with them the sums in memory.
template <class Entry>
[[gnu::target("avx2"), gnu::noinline, gnu::hot]] Entry scan(const Entry* table, size_t count, uint64_t index) {
  constexpr size_t vectors = sizeof(Entry) / 32, rest = sizeof(Entry) % 32;
  static_assert(rest % 8 == 0);
  __m256i r[vectors + 1];
#pragma GCC unroll 5
  for (__m256i& v : r) v = _mm256_setzero_si256();
  const __m256i wanted = _mm256_set1_epi64x(static_cast<long long>(index)), one = _mm256_set1_epi64x(1);
  const __m256i rest_words = _mm256_cmpgt_epi64(_mm256_set1_epi64x(rest / 8), _mm256_set_epi64x(3, 2, 1, 0));
  __m256i i = _mm256_setzero_si256();
  for (size_t n = 0; n < count; ++n) {
    const uint8_t* const entry = reinterpret_cast<const uint8_t*>(table + n);
    const __m256i mask = _mm256_cmpeq_epi64(i, wanted);
#pragma GCC unroll 4
    for (size_t v = 0; v < vectors; ++v) {
      const __m256i words = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(entry + 32 * v));
      r[v] = _mm256_or_si256(r[v], _mm256_and_si256(mask, words));
    }
    if (rest != 0) {
      const auto* const words = reinterpret_cast<const long long*>(entry + 32 * vectors);
      r[vectors] = _mm256_or_si256(r[vectors], _mm256_and_si256(mask, _mm256_maskload_epi64(words, rest_words)));
    }
    i = _mm256_add_epi64(i, one);
  }
  Entry e;
#pragma GCC unroll 4
  for (size_t v = 0; v < vectors; ++v)
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(reinterpret_cast<uint8_t*>(&e) + 32 * v), r[v]);
  if (rest != 0) std::memcpy(reinterpret_cast<uint8_t*>(&e) + 32 * vectors, &r[vectors], rest);
  return e;
}

}  // namespace
}  // namespace cce::ec::adx
