// SHA-384, SHA-512 and SHA-512/256: the implementations of this build, best first.
#include "sha2/by_parts.hpp"
#include "sha2/kernel.hpp"

namespace cce::sha2 {
namespace {

// With a way of its own for two independent blocks, and most of the rest by parts.
template <Compress<uint64_t> compress, CompressPair<uint64_t> compress_pair,
          CompressLanes<uint64_t> compress_lanes = by_parts::compress_lanes<uint64_t, compress>>
constexpr Kernel<uint64_t> with_pair =
    by_parts::kernel_of<uint64_t, compress, compress_pair, by_parts::compress_both<uint64_t, compress>, compress_lanes>;

constexpr Implementation<uint64_t> table[] = {
#if defined(__x86_64__)
    {"avx512", cpu::avx512 | cpu::avx2 | cpu::bmi2,
     with_pair<sha512_avx512::compress, sha512_avx512::compress_pair, sha512_avx512::compress_lanes>},
    {"avx2", cpu::avx2 | cpu::bmi2, with_pair<sha512_avx2::compress, sha512_avx2::compress_pair>},
#elif defined(__aarch64__)
    {"armv8", cpu::arm_sha512, by_parts::kernel<uint64_t, sha512_armv8::compress>},
#endif
    {"portable", 0, by_parts::kernel<uint64_t, sha512_portable::compress>},
};

}  // namespace

std::span<const Implementation<uint64_t>> implementations_64_table() { return table; }

}  // namespace cce::sha2
