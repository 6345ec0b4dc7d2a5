// AES-256-GCM: the implementations of this build, best first.
#include "aes/gcm_kernel.hpp"

namespace cce::gcm {
namespace {

#if defined(__x86_64__)
constexpr cpu::Features aesni = cpu::aes | cpu::pclmul | cpu::ssse3 | cpu::sse41;
constexpr cpu::Features vaes256 = aesni | cpu::vaes | cpu::vpclmul | cpu::avx2;
constexpr cpu::Features vaes512 = vaes256 | cpu::avx512;
#endif

constexpr Implementation table[] = {
#if defined(__x86_64__)
    {"vaes512", vaes512, {gcm_vaes512::init, gcm_vaes512::ghash, gcm_vaes512::seal, gcm_vaes512::open}},
    {"vaes256", vaes256, {gcm_vaes256::init, gcm_vaes256::ghash, gcm_vaes256::seal, gcm_vaes256::open}},
    {"aesni", aesni, {gcm_aesni::init, gcm_aesni::ghash, gcm_aesni::seal, gcm_aesni::open}},
#elif defined(__aarch64__)
    {"armv8", cpu::arm_aes | cpu::arm_pmull, {gcm_armv8::init, gcm_armv8::ghash, gcm_armv8::seal, gcm_armv8::open}},
#endif
    {"portable", 0, {gcm_portable::init, gcm_portable::ghash, gcm_portable::seal, gcm_portable::open}},
};

}  // namespace

std::span<const Implementation> implementations_table() { return table; }

}  // namespace cce::gcm
