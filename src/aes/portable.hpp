// What the portable kernels share: AES of eight blocks at once, and what they leave behind.
#pragma once

#include "aes/bitslice.hpp"
#include "aes/block_kernel.hpp"

namespace cce::aes::block_portable {

constexpr size_t batch = 8;  // blocks
constexpr size_t batch_size = batch * block_size;

// Each call of encrypt_batch wants the keys in this form; secret, the owner wipes it.
void slice(bitslice::SlicedKeys& sliced, const RoundKeys& keys);

// blocks <- CIPH of each.
void encrypt_batch(const bitslice::SlicedKeys& keys, uint8_t (&blocks)[batch_size]);

// To be called last by every entry point: clears the stack below it, and the registers.
void clear_traces();

}  // namespace cce::aes::block_portable
