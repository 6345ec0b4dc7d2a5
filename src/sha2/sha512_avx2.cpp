// SHA-512 with AVX2 and BMI2 (rorx).
#include "sha2/sha512_x86.hpp"

namespace cce::sha2::sha512_avx2 {
namespace {

using sha512_x86::Parts;

template <int n>
[[gnu::target("avx2"), gnu::always_inline]] inline __m256i rotr(__m256i x) {
  return _mm256_or_si256(_mm256_srli_epi64(x, n), _mm256_slli_epi64(x, 64 - n));
}

struct Sigma {
  [[gnu::target("avx2"), gnu::always_inline]] static Parts sigma0(__m256i x) {
    const __m128i rotr_8 = _mm_set_epi64x(0x080f0e0d0c0b0a09, 0x0007060504030201);
    return {rotr<1>(x), _mm256_shuffle_epi8(x, _mm256_broadcastsi128_si256(rotr_8)), _mm256_srli_epi64(x, 7)};
  }
  [[gnu::target("avx2"), gnu::always_inline]] static Parts sigma1(__m256i x) {
    return {rotr<19>(x), rotr<61>(x), _mm256_srli_epi64(x, 6)};
  }
  [[gnu::target("avx2"), gnu::always_inline]] static __m256i xor3(__m256i x, __m256i y, __m256i z) {
    return _mm256_xor_si256(_mm256_xor_si256(x, y), z);
  }
};

}  // namespace

[[gnu::target("avx2,bmi2")]] void compress(uint64_t* H, const uint8_t* blocks, size_t n) {
  sha512_x86::compress<Sigma>(H, blocks, n);
}

[[gnu::target("avx2,bmi2")]] void compress_pair(uint64_t* H0, uint64_t* H1, const uint64_t* H, const uint8_t* block,
                                                uint8_t mask0, uint8_t mask1) {
  sha512_x86::compress_pair<Sigma>(H0, H1, H, block, mask0, mask1);
}

}  // namespace cce::sha2::sha512_avx2
