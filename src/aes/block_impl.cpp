// AES: the implementations of this build, best first.
#include "aes/block_kernel.hpp"

namespace cce::aes {
namespace {

#if defined(__x86_64__)
constexpr cpu::Features aesni = cpu::aes | cpu::ssse3 | cpu::sse41;
constexpr cpu::Features vaes256 = aesni | cpu::vaes | cpu::avx2;
constexpr cpu::Features vaes512 = vaes256 | cpu::avx512;
#endif

constexpr BlockImplementation table[] = {
#if defined(__x86_64__)
    {"vaes512", vaes512, {block_aesni::expand, block_aesni::encrypt_block, block_vaes512::counter_keystream}},
    {"vaes256", vaes256, {block_aesni::expand, block_aesni::encrypt_block, block_vaes256::counter_keystream}},
    {"aesni", aesni, {block_aesni::expand, block_aesni::encrypt_block, block_aesni::counter_keystream}},
#elif defined(__aarch64__)
    {"armv8", cpu::arm_aes, {block_armv8::expand, block_armv8::encrypt_block, block_armv8::counter_keystream}},
#endif
    {"portable", 0, {block_portable::expand, block_portable::encrypt_block, block_portable::counter_keystream}},
};

}  // namespace

std::span<const BlockImplementation> block_implementations_table() { return table; }

}  // namespace cce::aes
