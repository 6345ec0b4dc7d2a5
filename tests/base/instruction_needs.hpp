// What an x86-64 instruction asks of the processor, as far as implementations are chosen by it. By the opcode maps of Intel's
// Software Developer's Manual, volume 2, appendix A.
#pragma once

#include <cstdint>

#include "base/cpu.hpp"

namespace needs_test {

using namespace cce;

// Behind an escape to the map 0F38 or 0F3A, in a VEX or EVEX prefix or as bytes; pp is 1, 2 or 3 for a prefix 66, F3 or F2.
struct Opcode {
  unsigned map, op, pp;
  bool is_wide;  // 256 or 512 bits
  bool is_vex;
};

inline cpu::Features needs_of(const Opcode& o) {
  if (o.map == 2) {
    if (o.op >= 0xdb && o.op <= 0xdf) return o.is_wide ? cpu::vaes : cpu::aes;
    if (o.op >= 0xc8 && o.op <= 0xcd && !o.is_vex) return cpu::sha;
    if (o.op == 0xf6) return o.is_vex ? cpu::bmi2 : cpu::adx;  // mulx; adcx, adox
    if (o.is_vex && (o.op == 0xf2 || o.op == 0xf3 || o.op == 0xf5 || o.op == 0xf7)) return cpu::bmi2;
    if (o.op == 0xf0 || o.op == 0xf1) return 0;  // movbe
    if (!o.is_vex) return o.op <= 0x0b || (o.op >= 0x1c && o.op <= 0x1e) ? cpu::ssse3 : cpu::sse41;
  }
  if (o.map == 3) {
    if (o.op == 0x44) return o.is_wide ? cpu::vpclmul : cpu::pclmul;
    if (o.op == 0xdf) return cpu::aes;
    if (o.op == 0xcc && !o.is_vex) return cpu::sha;
    if (o.op == 0xf0) return cpu::bmi2;  // rorx
    if (!o.is_vex) return o.op == 0x0f ? cpu::ssse3 : cpu::sse41;
  }
  return cpu::avx2;
}

// Of the instruction at p.
inline cpu::Features needs_of(const uint8_t* p) {
  unsigned pp = 0;
  for (;; ++p) {
    if (*p == 0x66) pp = 1;
    if (*p == 0xf3) pp = 2;
    if (*p == 0xf2) pp = 3;
    if (*p != 0x66 && *p != 0xf2 && *p != 0xf3 && *p != 0x2e && *p != 0x3e && *p != 0x64 && *p != 0x65) break;
  }
  if (*p == 0x62) {
    cpu::Features all = cpu::avx512 | needs_of(Opcode{p[1] & 7u, p[4], p[2] & 3u, true, true});
    if ((p[1] & 7) == 2 && (p[4] == 0xb4 || p[4] == 0xb5)) all |= cpu::avx512ifma;  // vpmadd52
    return all;
  }
  if (*p == 0xc5) return cpu::avx2;
  if (*p == 0xc4) return needs_of(Opcode{p[1] & 0x1fu, p[3], p[2] & 3u, (p[2] & 4) != 0, true});
  if ((*p & 0xf0) == 0x40) ++p;  // REX
  if (p[0] != 0x0f) return 0;
  if (p[1] == 0x38) return needs_of(Opcode{2, p[2], pp, false, false});
  if (p[1] == 0x3a) return needs_of(Opcode{3, p[2], pp, false, false});
  if (p[1] == 0xc7 && p[2] >> 6 == 3) return (p[2] >> 3 & 7) == 6 ? cpu::rdrand : cpu::rdseed;
  return 0;
}

}  // namespace needs_test
