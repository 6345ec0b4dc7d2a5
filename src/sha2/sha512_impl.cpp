// SHA-384, SHA-512 and SHA-512/256: the implementations of this build, best first.
#include "sha2/kernel.hpp"

namespace cce::sha2 {
namespace {

constexpr Implementation<uint64_t> table[] = {
#if defined(__x86_64__)
    {"avx512",
     cpu::avx512 | cpu::avx2 | cpu::bmi2,
     {sha512_avx512::compress, sha512_avx512::compress_pair,
      compress_words_as_bytes<uint64_t, sha512_avx512::compress>}},
    {"avx2",
     cpu::avx2 | cpu::bmi2,
     {sha512_avx2::compress, sha512_avx2::compress_pair, compress_words_as_bytes<uint64_t, sha512_avx2::compress>}},
#elif defined(__aarch64__)
    {"armv8", cpu::arm_sha512, {sha512_armv8::compress, sha512_armv8::compress_pair, sha512_armv8::compress_words}},
#endif
    {"portable",
     0,
     {sha512_portable::compress, sha512_portable::compress_pair,
      compress_words_as_bytes<uint64_t, sha512_portable::compress>}},
};

}  // namespace

std::span<const Implementation<uint64_t>> implementations_64_table() { return table; }

}  // namespace cce::sha2
