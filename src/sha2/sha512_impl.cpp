// SHA-384, SHA-512 and SHA-512/256: the implementations of this build, best first.
#include "sha2/kernel.hpp"

namespace cce::sha2 {
namespace {

constexpr Implementation<uint64_t> table[] = {
#if defined(__aarch64__)
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
