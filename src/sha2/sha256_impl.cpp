// SHA-224 and SHA-256: the implementations of this build, best first.
#include "sha2/by_parts.hpp"
#include "sha2/kernel.hpp"

namespace cce::sha2 {
namespace {

// Sixteen lanes take their time however many of them are in use: up to so many messages are sooner done by `few`.
template <CompressLanes<uint32_t> few, size_t most>
void few_or_sixteen(std::array<uint32_t, 8>* H, const uint8_t* const* blocks, size_t lanes, size_t n) {
  return lanes <= most ? few(H, blocks, lanes, n) : sha256_avx512::compress_lanes(H, blocks, lanes, n);
}

template <CompressLanes<uint32_t> compress_lanes>
constexpr Kernel<uint32_t> shani = {sha256_shani::compress,      sha256_shani::compress_pair, sha256_shani::finish,
                                    sha256_shani::finish_nested, sha256_shani::finish_keyed,  compress_lanes};
constexpr cpu::Features shani_needs = cpu::sha | cpu::sse41 | cpu::ssse3;

// For processors without SHA instructions: Intel's had none for years after AVX2, those of servers until Ice Lake.
template <CompressLanes<uint32_t> compress_lanes>
constexpr Kernel<uint32_t> avx2 = by_parts::kernel_of<uint32_t, sha256_avx2::compress, sha256_avx2::compress_pair,
                                                      sha256_avx2::compress_both, compress_lanes>;
constexpr cpu::Features avx2_needs = cpu::avx2 | cpu::bmi2;

constexpr Implementation<uint32_t> table[] = {
#if defined(__x86_64__)
    {"shani+avx512", shani_needs | cpu::avx512, shani<few_or_sixteen<sha256_shani::compress_lanes, 8>>},
    {"shani", shani_needs, shani<sha256_shani::compress_lanes>},
    {"avx2+avx512", avx2_needs | cpu::avx512,
     avx2<few_or_sixteen<by_parts::compress_lanes<uint32_t, sha256_avx2::compress>, 2>>},
    {"avx2", avx2_needs, avx2<by_parts::compress_lanes<uint32_t, sha256_avx2::compress>>},
#elif defined(__aarch64__)
    {"armv8",
     cpu::arm_sha256,
     {sha256_armv8::compress, sha256_armv8::compress_pair, sha256_armv8::finish, sha256_armv8::finish_nested,
      by_parts::finish_keyed<uint32_t, sha256_armv8::compress_pair, sha256_armv8::finish_nested>,
      sha256_armv8::compress_lanes}},
#endif
    {"portable", 0, by_parts::kernel<uint32_t, sha256_portable::compress>},
};

}  // namespace

std::span<const Implementation<uint32_t>> implementations_32_table() { return table; }

}  // namespace cce::sha2
