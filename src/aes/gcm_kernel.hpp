// What a platform supplies for GCM: key set-up, GHASH, and the two directions with CTR and GHASH in one pass.
//
// How a field element is held. GCM writes the coefficient of x^0 into the highest bit of the first byte (SP 800-38D
// section 6.3). Read as one big-endian 128-bit number, a block is then its polynomial with the coefficients mirrored:
// a' = y^127·a(1/y), the modulus becomes m = y^128 + y^127 + y^126 + y^121 + 1, and the mirror image of a·b is
// a'·b'·y^-127 mod m. Every kernel keeps each power of H multiplied by y, h = H'·y mod m, so that
//   (a·H)' = a'·h·y^-128 mod m,
// which is Montgomery's reduction with R = y^128, done in two steps of 64 bits (Gueron, Kounavis: Intel Carry-Less
// Multiplication Instruction and its Usage for Computing the GCM Mode). m = 1 mod y^64, so a step adds L·m, where L are
// the lowest 64 bits: they vanish, and what comes in is L·y^128 + L·(y^63 + y^62 + y^57)·y^64.
// Products of two such powers stay in the form: (H^i'·y)·(H^j'·y)·y^-128 = H^(i+j)'·y.
#pragma once

#include "aes/gcm.hpp"

namespace cce::gcm {

// Round keys, H = CIPH_K(0^128) and the powers of H.
using Init = void(Key& key, const uint8_t* K);
// Y <- GHASH_H of section 6.4, started at Y instead of zero, over X[0..n) filled up with zeros to whole blocks.
using Ghash = void(const Key& key, uint8_t* Y, const uint8_t* X, size_t n);
// J0 is iv[0..12) followed by counter as a big-endian word. With A = aad and C the ciphertext:
//   seal:  out = C = GCTR_K(inc32(J0), in);   open:  C = in, out = GCTR_K(inc32(J0), in);
//   T = GCTR_K(J0, GHASH_H(A || 0* || C || 0* || [len(A)]64 || [len(C)]64)), 16 bytes.
// in == out works. n <= max_plaintext, aad.size() <= max_aad; nothing outside the given ranges is read or written.
// On return no vector register and no stack holds anything that depends on the key.
using Crypt = void(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in, size_t n,
                   uint8_t* out, uint8_t* T);

// A kernel's init may make H to H^first_powers alone and say so in key.made, where the others would be half of the work for a
// key that seals one short message. Its seal and open hand a message that needs more to crypt_completed, unless
// key.has_all_powers(); its ghash does with what there is.
//
// The powers that init left out, from those that it made. Leaves secrets in the vector registers alone.
using Complete = void(Key& key);
// pass(), with all powers: added to the key if it can be had for that, else to a copy on the stack.
[[gnu::cold]] void crypt_completed(Crypt* pass, Complete* complete, const Key& key, const uint8_t* iv, uint32_t counter,
                                   Bytes aad, const uint8_t* in, size_t n, uint8_t* out, uint8_t* T);

struct Kernel {
  Init* init;
  Ghash* ghash;
  Crypt* seal;
  Crypt* open;
};

// The implementation that serves.
const Kernel& selected();

// Section 7.1 step 2 for an IV of one byte or more.
void make_J0(const Key& key, Bytes iv, aes::Block& J0);

using Implementation = cpu::Implementation<Kernel>;

// Every implementation of this build, best first, portable last.
std::span<const Implementation> implementations_table();

// The kernels, by instruction set. Those of another architecture are declared and never linked.
namespace gcm_portable {
Init init;
Ghash ghash;
Crypt seal, open;
}  // namespace gcm_portable
namespace gcm_aesni {
Init init;
Ghash ghash;
Crypt seal, open;
}  // namespace gcm_aesni
namespace gcm_vaes256 {
Init init;
Ghash ghash;
Crypt seal, open;
}  // namespace gcm_vaes256
namespace gcm_vaes512 {
Init init;
Ghash ghash;
Crypt seal, open;
}  // namespace gcm_vaes512
namespace gcm_armv8 {
Init init;
Ghash ghash;
Crypt seal, open;
}  // namespace gcm_armv8

}  // namespace cce::gcm
