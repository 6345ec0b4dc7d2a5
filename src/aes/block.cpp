#include "aes/block.hpp"

#include "aes/block_kernel.hpp"

namespace cce::aes {
namespace {

constinit BlockKernel active = {block_portable::expand, block_portable::encrypt_block,
                                block_portable::counter_keystream};

}  // namespace

void expand(RoundKeys& keys, std::span<const uint8_t, key_size> key) { active.expand(keys, key.data()); }

void encrypt_block(const RoundKeys& keys, std::span<const uint8_t, block_size> in, std::span<uint8_t, block_size> out) {
  active.encrypt_block(keys, in.data(), out.data());
}

void counter_keystream(const RoundKeys& keys, Block& V, uint8_t* out, size_t n) {
  active.counter_keystream(keys, V.data(), out, n);
}

void select(cpu::Features have) { active = cpu::pick(block_implementations_table(), have).operations; }

const char* implementation(cpu::Features have) { return cpu::pick(block_implementations_table(), have).name; }

}  // namespace cce::aes
