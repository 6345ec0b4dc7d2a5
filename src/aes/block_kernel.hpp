// What a platform supplies for AES alone.
#pragma once

#include "aes/block.hpp"

namespace cce::aes {

using Expand = void(RoundKeys& keys, const uint8_t* key);
using EncryptBlock = void(const RoundKeys& keys, const uint8_t* in, uint8_t* out);
using CounterKeystream = void(const RoundKeys& keys, uint8_t* V, uint8_t* out, size_t n);

// As the functions of the same name in block.hpp.
struct BlockKernel {
  Expand* expand;
  EncryptBlock* encrypt_block;
  CounterKeystream* counter_keystream;
};

using BlockImplementation = cpu::Implementation<BlockKernel>;

// Every implementation of this build, best first, portable last.
std::span<const BlockImplementation> block_implementations_table();

// The kernels, by instruction set. Those of another architecture are declared and never linked.
namespace block_portable {
Expand expand;
EncryptBlock encrypt_block;
CounterKeystream counter_keystream;
}  // namespace block_portable
namespace block_aesni {
Expand expand;
EncryptBlock encrypt_block;
CounterKeystream counter_keystream;
}  // namespace block_aesni
namespace block_vaes256 {
CounterKeystream counter_keystream;
}  // namespace block_vaes256
namespace block_vaes512 {
CounterKeystream counter_keystream;
}  // namespace block_vaes512
namespace block_armv8 {
Expand expand;
EncryptBlock encrypt_block;
CounterKeystream counter_keystream;
}  // namespace block_armv8

}  // namespace cce::aes
